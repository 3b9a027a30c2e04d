import {
  CLIENT,
  HEADER,
  type HostileCase,
  honestClaims,
  type Json,
  type Stage,
  signRsa,
  tokenReply,
} from './stage';

const OTHER = 'another-app';
const now = () => Math.floor(Date.now() / 1000);

/** What each claim must not be. `undefined` leaves it out. */
const LIES: Record<string, (stage: Stage) => unknown[]> = {
  iss: ({ issuer, canary }) => [
    undefined,
    null,
    '',
    42,
    true,
    {},
    [issuer],
    [issuer, canary],
    canary,
    `${issuer}/`,
    `${issuer}#`,
    `${issuer}?`,
    `${issuer}.example.com`,
    ` ${issuer}`,
    `${issuer}\n`,
    `${issuer}\0`,
    issuer.slice(0, -1),
    issuer.toUpperCase(),
    issuer.replace('http:', 'https:'),
    issuer.replace('127.0.0.1', 'localhost'),
  ],
  aud: () => [
    undefined,
    null,
    '',
    0,
    {},
    [],
    [[]],
    OTHER,
    [OTHER],
    [OTHER, 'a-third'],
    [CLIENT.id, OTHER],
    [OTHER, CLIENT.id],
    [[CLIENT.id]],
    { [CLIENT.id]: true },
    CLIENT.id.toUpperCase(),
    `${CLIENT.id} `,
    `${CLIENT.id},${OTHER}`,
    `${CLIENT.id}\0`,
    CLIENT.id.slice(0, -1),
    '*',
  ],
  azp: () => [OTHER, '', null, 0, [CLIENT.id], {}, CLIENT.id.toUpperCase(), `${CLIENT.id} `],
  nonce: ({ nonce }) => [
    undefined,
    null,
    '',
    0,
    42,
    true,
    {},
    [nonce],
    'the-nonce-of-an-attempt-before',
    nonce.slice(0, -1),
    `${nonce} `,
    `${nonce}\0`,
    nonce.toUpperCase(),
  ],
  exp: () => [
    undefined,
    null,
    '',
    'NaN',
    'Infinity',
    String(now() + 300),
    true,
    {},
    [now() + 300],
    0,
    -1,
    now() - 3600,
    -1e308,
  ],
  iat: () => [
    undefined,
    null,
    '',
    'NaN',
    {},
    String(now()),
    now() + 3600,
    1e308,
    now() - 86_400,
    0,
  ],
  nbf: () => [now() + 3600, 1e308, 'NaN', null, {}, [0], String(now())],
  sub: () => [
    undefined,
    null,
    '',
    ' ',
    0,
    1,
    -0,
    1e308,
    true,
    false,
    {},
    { sub: '4711' },
    [],
    ['4711'],
    'x'.repeat(10_000),
    '4711\0',
    '\0',
    '4711\n',
    ' 4711',
    'é',
    '\u202e4711',
    '４７１１',
  ],
};

const SHARED_AUDIENCES: Json[] = [
  { aud: [CLIENT.id, OTHER], azp: OTHER },
  { aud: [CLIENT.id, OTHER], azp: [CLIENT.id, OTHER] },
  { aud: [OTHER], azp: CLIENT.id },
  { aud: OTHER, azp: CLIENT.id, client_id: CLIENT.id },
];

/** Payloads that are no object of claims, or say things twice. */
const PAYLOADS: Record<string, (claims: string) => string> = {
  'an array': (claims) => `[${claims}]`,
  'a string': (claims) => JSON.stringify(claims),
  null: () => 'null',
  nothing: () => '',
  'an empty object': () => '{}',
  'JSON that breaks off': (claims) => claims.slice(0, -1),
  'JSON and more': (claims) => `${claims}{}`,
  'another iss at the end': (claims) => claims.replace(/}$/, ',"iss":"https://example.com"}'),
  'another aud at the end': (claims) => claims.replace(/}$/, `,"aud":"${OTHER}"}`),
  'another nonce at the end': (claims) => claims.replace(/}$/, ',"nonce":"x"}'),
  'NaN as exp': (claims) => claims.replace(/"exp":\d+/, '"exp":NaN'),
  'a prototype': (claims) => claims.replace('"sub":"4711"', '"__proto__":{"sub":"4711"}'),
};

const openId = { expected: 'nobody', targets: ['oidc', 'google'] } as const;
const show = (value: unknown) => (JSON.stringify(value) ?? 'absent').slice(0, 40);

function withClaims(name: string, change: (stage: Stage) => Json): HostileCase {
  const token = tokenReply((stage) =>
    signRsa(HEADER, { ...honestClaims(stage), ...change(stage) }),
  );
  return { name, ...openId, replies: { token } };
}

const sample = { issuer: 'http://127.0.0.1:1/x', nonce: 'the-Nonce', canary: 'http://canary' };

/** ID tokens with the provider's own signature, and claims that are not for us. */
export const claimCases: readonly HostileCase[] = [
  ...Object.entries(LIES).flatMap(([claim, list]) =>
    list(sample).map((value, at) =>
      withClaims(`${claim}: ${show(value)} (${at})`, (stage) => ({ [claim]: list(stage)[at] })),
    ),
  ),
  ...SHARED_AUDIENCES.map((claims) => withClaims(show(claims), () => claims)),
  ...Object.entries(PAYLOADS).map(([name, change]): HostileCase => {
    const spoilt = (stage: Stage) => signRsa(HEADER, change(JSON.stringify(honestClaims(stage))));
    return { name: `claims are ${name}`, ...openId, replies: { token: tokenReply(spoilt) } };
  }),
];
