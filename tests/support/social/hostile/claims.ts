import { LIES, OTHER } from '@/tests/support/social/hostile/lies';
import {
  CLIENT,
  HEADER,
  type HostileCase,
  honestClaims,
  type Json,
  type Stage,
  signRsa,
  tokenReply,
} from '@/tests/support/social/hostile/stage';

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

const openId = { expected: 'refused', targets: ['oidc', 'google'] } as const;
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
