import { fromEach } from '@/tests/support/social/hostile/bodies';
import { metadata, publishedKeys } from '@/tests/support/social/hostile/honest';
import {
  type HostileCase,
  type Json,
  publicJwk,
  sendJson,
  keys as signing,
} from '@/tests/support/social/hostile/stage';

/** Metadata that would send a secret, a code or a request to another server, or of another issuer. */
const METADATA: ((issuer: string, canary: string) => Json)[] = [
  ...['authorization', 'token', 'userinfo'].flatMap((name) => [
    (_: string, canary: string) => ({ [`${name}_endpoint`]: `${canary}/${name}` }),
    () => ({ [`${name}_endpoint`]: 'http://169.254.169.254/latest/meta-data' }),
    () => ({ [`${name}_endpoint`]: 'file:///etc/passwd' }),
    () => ({ [`${name}_endpoint`]: 'javascript:alert(1)' }),
    () => ({ [`${name}_endpoint`]: '/relative' }),
    () => ({ [`${name}_endpoint`]: 42 }),
  ]),
  (_, canary) => ({ jwks_uri: `${canary}/jwks` }),
  ...[
    'http://169.254.169.254/keys',
    'http://[::1]:1/keys',
    'http://0.0.0.0:1/keys',
    'http://10.0.0.1/keys',
    'http://[::ffff:127.0.0.1]:1/keys',
    'data:application/json,{"keys":[]}',
    'gopher://localhost/',
    '',
  ].map((address) => () => ({ jwks_uri: address })),
  (issuer) => ({ jwks_uri: issuer.replace('//', '//user:password@') }),
  ...[undefined, null, '', 42, {}, 'https://example.com'].map((issuer) => () => ({ issuer })),
  // Only a final slash may differ, and then the ID token must have it, too.
  (issuer) => ({ issuer: `${issuer}/` }),
  (issuer) => ({ issuer: `${issuer}//` }),
  (issuer) => ({ issuer: `${issuer}/?` }),
  (issuer) => ({ issuer: `${issuer}/#/` }),
  (issuer) => ({ issuer: `${issuer}/../` }),
  (issuer) => ({ issuer: issuer.replace(/[^/]*$/, '') }),
  ...[['none'], ['HS256'], ['ES256'], ['rs256'], 'RS256', [['RS256']]].map((algorithms) => () => ({
    id_token_signing_alg_values_supported: algorithms,
  })),
  (issuer) => ({ issuer: [issuer] }),
  ...['authorization_endpoint', 'token_endpoint', 'jwks_uri'].map((name) => () => ({
    [name]: undefined,
  })),
];

const rsa = publicJwk(signing.rsa.publicKey);
const strange = publicJwk(signing.strange.publicKey, { kid: 'rsa', alg: 'RS256' });

/** Key sets that lack the key of the token, or have it in a form that must not be used. */
const KEY_SETS: unknown[] = [
  { keys: [] },
  { keys: null },
  { keys: {} },
  { keys: 'rsa' },
  { keys: [null, 42, 'rsa', [], {}] },
  { keys: [{ ...rsa, kid: 'another', alg: 'RS256' }] },
  { keys: [{ ...rsa, kid: 'rsa', alg: 'RS256', use: 'enc' }] },
  { keys: [{ ...rsa, kid: 'rsa', alg: 'RS512' }] },
  { keys: [{ ...rsa, kid: 'rsa', key_ops: ['encrypt'] }] },
  { keys: [{ ...rsa, kid: 'rsa', n: 'AQAB' }] },
  { keys: [{ ...rsa, kid: 'rsa', n: 'A'.repeat(100_000) }] },
  { keys: [{ ...rsa, kid: 'rsa', e: 'A'.repeat(10_000) }] },
  { keys: [{ ...rsa, kid: 'rsa', n: undefined }] },
  { keys: [{ ...rsa, kty: 'EC', kid: 'rsa', alg: 'ES256' }] },
  { keys: [{ kty: 'oct', k: 'c2VjcmV0', kid: 'rsa', alg: 'HS256' }] },
  { keys: [strange] },
  { keys: Array.from({ length: 5000 }, (_, at) => ({ ...rsa, kid: `key-${at}` })) },
  publishedKeys,
];

const show = (value: unknown) => (JSON.stringify(value) ?? 'absent').slice(0, 60);

/** Cases of metadata and key sets that we must not rely on. */
export const documentCases: readonly HostileCase[] = [
  ...METADATA.flatMap((change, at) =>
    fromEach(
      `metadata ${at} ${show(change('issuer', 'canary'))}`,
      (response, { issuer, canary }) =>
        sendJson(response, metadata(issuer, change(issuer, canary))),
      ['discovery'],
    ),
  ),
  ...KEY_SETS.flatMap((set, at) =>
    fromEach(`key set ${at} ${show(set)}`, (response) => sendJson(response, set), ['jwks']),
  ),
];
