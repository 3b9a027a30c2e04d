import { bareToken } from '@/tests/support/social/hostile/emails';
import {
  type Endpoint,
  HEADER,
  type HostileCase,
  honestClaims,
  type Json,
  type Reply,
  sendJson,
  keys as signing,
  signRsa,
  type Target,
} from '@/tests/support/social/hostile/stage';

/** The targets that call each endpoint. */
const TARGETS: Readonly<Record<Endpoint, readonly Target[]>> = {
  discovery: ['oidc'],
  jwks: ['oidc', 'google'],
  token: ['oidc', 'google', 'github'],
  userinfo: ['oidc', 'github'],
  emails: ['github'],
};

/** The same bad reply from each endpoint; user info is requested if the ID token leaves it out. */
export function fromEach(name: string, reply: Reply, endpoints = Object.keys(TARGETS)) {
  return (Object.keys(TARGETS) as Endpoint[])
    .filter((endpoint) => endpoints.includes(endpoint))
    .map(
      (endpoint): HostileCase => ({
        name: `${endpoint}: ${name}`,
        expected: 'refused',
        targets: TARGETS[endpoint],
        replies: { ...(endpoint === 'userinfo' && { token: bareToken }), [endpoint]: reply },
      }),
    );
}

const send =
  (body: string | Buffer, type = 'application/json', status = 200): Reply =>
  (response) =>
    response.writeHead(status, { 'content-type': type }).end(body);

/** Bodies that no endpoint may send with 200. */
const BODIES: Record<string, Reply> = {
  'an error with 200': send('{"error":"invalid_grant","error_description":"<b>no</b>"}'),
  'an error of another form with 200': send('{"error":{"message":"no","code":190}}'),
  'HTML with 200': send('<!doctype html><h1>Sign in</h1>', 'text/html'),
  'HTML that claims to be JSON': send('<html>{"access_token":"x"}</html>'),
  'an empty object': send('{}'),
  'null as body': send('null'),
  'true as body': send('true'),
  'a number': send('42'),
  'text in JSON': send('"access_token=x"'),
  'an empty body': send(''),
  spaces: send(' \n\t '),
  'invalid UTF-8': send(Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0xff, 0xfe, 0x22, 0x7d])),
  'UTF-16': send(Buffer.from('{"access_token":"x"}', 'utf16le')),
  'JSON that breaks off': send('{"access_token":"x","id_token":"'),
  'JSON and more JSON': send('{}{}'),
  'JSON with a comment': send('{"a":1} // fine'),
  'a script before it': send("for(;;);{'access_token':'x'}"),
  'a form': send('access_token=x&token_type=bearer', 'application/x-www-form-urlencoded'),
  XML: send('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>', 'text/xml'),
  'a hundred thousand brackets': send('['.repeat(100_000)),
  'a prototype': send('{"__proto__":{"access_token":"x","sub":"4711","id":4711,"keys":[]}}'),
};

/** Token replies that are JSON, and no tokens. */
const TOKEN_REPLIES: Json[] = [
  { access_token: null },
  { access_token: '' },
  { access_token: 42 },
  { access_token: ['x'] },
  { access_token: {} },
  { access_token: 'x\r\nX-Injected: 1' },
  { access_token: 'x y' },
  { access_token: '\u20ac' },
  { access_token: 'x', error: 'invalid_grant' },
  { error: 'access_denied', error_description: 'x'.repeat(10_000) },
];

const show = (value: unknown) => (JSON.stringify(value) ?? 'absent').slice(0, 60);

/** Replies with 200 and a body that is not the requested one. */
export const bodyCases: readonly HostileCase[] = [
  ...Object.entries(BODIES).flatMap(([name, reply]) => fromEach(name, reply)),
  // A list without addresses is what GitHub may well answer.
  ...['[]', '[{"access_token":"x","sub":"4711","id":4711}]'].flatMap((body) =>
    fromEach(body, send(body), ['discovery', 'jwks', 'token', 'userinfo']),
  ),
  ...TOKEN_REPLIES.flatMap((reply) =>
    fromEach(
      show(reply),
      (response, stage) =>
        sendJson(response, { id_token: signRsa(HEADER, honestClaims(stage)), ...reply }),
      ['token'],
    ),
  ),
  ...fromEach(
    'a second id_token at the end',
    (response, stage) => {
      const good = signRsa(HEADER, honestClaims(stage));
      const bad = signRsa(HEADER, honestClaims(stage), signing.strange.privateKey);
      const text = `{"access_token":"x","id_token":"${good}","id_token":"${bad}"}`;
      send(text)(response, stage);
    },
    ['token'],
  ).map((one) => ({ ...one, targets: ['oidc', 'google'] as const })),
];
