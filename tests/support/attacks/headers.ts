import type { KeyObject } from 'node:crypto';
import { type Attack, type Json, mac, part, signed, strange } from '@/tests/support/attacks/forge';

const { rsa, ec, ed } = strange;

/**
 * Values in the place of the name of a key: paths, queries, commands, and some that are no text.
 */
const KIDS: unknown[] = [
  ...'|../../dev/null|/dev/null|/proc/sys/kernel/randomize_va_space|C:\\nul|%00|\0'.split('|'),
  ..."' OR '1'='1|x' UNION SELECT 'x|1;DROP TABLE users|&whoami|$(id)|{{7*7}}|ключ".split('|'),
  ...'http://127.0.0.1/key|file:///etc/passwd|__proto__|constructor|toString'.split('|'),
  ...['x'.repeat(2000), null, 0, -1, 1e308, true, false, [], {}],
];
const EXTENSIONS: Json[] = [
  { crit: ['x'], x: 1 },
  { crit: [] },
  { crit: 'b64' },
  { crit: null },
  { crit: ['kid'] },
  { crit: ['exp'] },
  { crit: ['b64'], b64: false },
  { b64: false, crit: ['b64', 'x'] },
  { crit: ['b64'] },
  { crit: ['b64'], b64: 'false' },
];

/** Headers that are no object, or no JSON. */
const NO_HEADERS = ['[]', 'null', '"x"', '1', '', '{', '{"alg":"HS256"', '{"alg":"HS256",}'];

/** Headers with a key, or the address of one, that a token could bring along. */
const POINTERS: Json = {
  jku: 'https://evil.example/jwks.json',
  x5u: 'https://evil.example/x.pem',
  x5c: ['MIIB'],
  x5t: 'AA',
  jwk: { kty: 'oct', k: part('x') },
};

const jwkOf = ({ publicKey }: { publicKey: KeyObject }) => publicKey.export({ format: 'jwk' });

/** Returns tokens whose header names, brings or points to a key, or asks for special treatment. */
export function headers(header: Json, claims: Json, secret: string): Attack[] {
  const forged = (name: string, changes: Json, key: string): Attack => [
    `${name}, ${key === secret ? 'right' : 'wrong'} secret`,
    mac({ ...header, ...changes }, claims, key),
  ];
  const kids = [...KIDS, `${header.kid} `, [header.kid], { kid: header.kid }];
  return [
    ...kids.flatMap((kid) =>
      ['x', secret].map((key) => forged(`kid ${JSON.stringify(kid).slice(0, 40)}`, { kid }, key)),
    ),
    ...Object.entries(POINTERS).flatMap(([name, value]) => [
      forged(name, { [name]: value }, 'x'),
      forged(`${name} without kid`, { kid: undefined, [name]: value }, 'x'),
    ]),
    ['jwk of RSA', signed({ alg: 'RS256', jwk: jwkOf(rsa) }, claims, rsa.privateKey, 'sha256')],
    ['jwk of EC', signed({ alg: 'ES256', jwk: jwkOf(ec) }, claims, ec.privateKey, 'sha256')],
    ['jwk of Ed25519', signed({ alg: 'EdDSA', jwk: jwkOf(ed) }, claims, ed.privateKey, null)],
    ...EXTENSIONS.map((extra) => forged(`header ${JSON.stringify(extra)}`, extra, secret)),
    ...NO_HEADERS.map((text): Attack => [`header ${text}`, mac(text, claims, secret)]),
  ];
}
