import type { Attack, Json, Sign } from '@/tests/support/attacks/forge';

/** Bad values of each claim, most of another type. */
const VALUES: Record<string, unknown[]> = {
  user_id: ['1', 1.5, -1, 0, null, true, [1], { id: 1 }, 1e308, '1 OR 1=1', '', 2 ** 53, 999],
  exp: ['9999999999', null, true, [9999999999], {}, 1e308, 1.5e10 + 0.5, -1, 0, '', 'NaN'],
  iat: ['0', null, true, [], {}, 1e308, 1.5],
  sid: [null, 1, [], {}, '', "' OR '1'='1", '*', '%', true, 'x'.repeat(999)],
  jti: [null, 1, [], {}, true],
  token_type: [null, 1, ['access'], {}, '', 'ACCESS', 'reset', 'activation', '__proto__'],
};
const GENERATIONS = ['0', null, -1, 0.5, [0], {}, 1e308, 99];

/** Payloads that are no object, or no JSON. */
const NO_CLAIMS = ['[]', 'null', '"x"', '1', '{', '{}'];

/** Returns tokens whose claims are of other types than ours, signed with the right key. */
export function claimTypes(header: Json, claims: Json, sign: Sign): Attack[] {
  const isRefresh = claims.token_type === 'refresh';
  const values = { ...VALUES, ...(isRefresh && { generation: GENERATIONS }) };
  const forged = (name: string, changes: unknown): Attack => [name, sign(header, changes)];
  const nan = (name: string, text: string) =>
    forged(
      `${name} ${text}`,
      JSON.stringify(claims).replace(new RegExp(`"${name}":[^,}]+`), `"${name}":${text}`),
    );
  return [
    ...Object.entries(values).flatMap(([name, list]) => [
      ...list.map((value) =>
        forged(`${name} ${JSON.stringify(value).slice(0, 40)}`, { ...claims, [name]: value }),
      ),
      forged(`no ${name}`, { ...claims, [name]: undefined }),
    ]),
    ...['exp', 'user_id'].flatMap((name) =>
      ['NaN', 'Infinity', '1e999', '0x7fffffff', ''].map((text) => nan(name, text)),
    ),
    ...[...NO_CLAIMS, `[${JSON.stringify(claims)}]`].map((text) =>
      forged(`payload ${text.slice(0, 20)}`, text),
    ),
    forged('nbf to come', { ...claims, nbf: 1e11 }),
    forged('nbf as text', { ...claims, nbf: '0' }),
  ];
}
