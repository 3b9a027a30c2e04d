import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { limitCookies } from '@/lib/edge/cookies';
import { isTokenLike, ringOf } from '@/lib/edge/keys';
import { readTokens } from '@/lib/edge/token-cookies';
import { secretKey } from '@/lib/edge/token-keys';
import { verifyToken } from '@/lib/edge/tokens';
import { deviceName } from '@/lib/server/audit/device-name';
import { tidy } from '@/lib/server/audit/tidy';
import { clientAddress } from '@/lib/server/http/client-address';
import { prepareRequest } from '@/lib/server/http/next/incoming';
import { readSealedAddress } from '@/lib/server/http/next/sealed-address';
import { readBody, readParams, readPresentedTokens } from '@/lib/server/http/request';
import { canonicalAddress } from '@/lib/server/limits/address-block';
import { decodeUid } from '@/lib/server/links/token';
import { readAddress, readNames } from '@/lib/server/oauth/person';
import { passwordProblems } from '@/lib/server/passwords/rules';
import type { Settings } from '@/lib/server/settings/settings';
import { Email, Name, Username } from '@/lib/shared/account-fields';
import { BOUNDS, findBreach } from '@/lib/shared/bounds';
import { Password, parseFields, Text } from '@/lib/shared/fields';
import { canonicalEmail, canonicalUsername, strip } from '@/lib/shared/identifiers';
import { isSecretPath, safeNextPath, signedInPath, zoneOf } from '@/lib/shared/routes';
import { nextOfState } from '@/lib/shared/social-state';
import { growthOf, leastGrowthOf, type Parser } from '@/tests/bounds/growth';

/** Characters, which are doubled twice. */
const LENGTH = 8192;

/** Doubling the input at most doubles the work, with room for collections of garbage. */
const AT_MOST = 2.6;

const given: Partial<Settings> = {
  SITE_URL: 'http://localhost:3000',
  AUTH_HEADER_TYPES: ['Bearer'],
};
const settings = given as Settings;
const ring = ringOf(await secretKey('a-secret-for-tests-of-at-least-32-bytes'));
const body = (type: string) => (text: string) =>
  readBody(
    new Request('http://localhost/', {
      method: 'POST',
      body: text,
      headers: { 'content-type': type },
    }),
  ).catch(() => null);
const form = body('application/x-www-form-urlencoded');
const json = body('application/json');
const cookies = (text: string) => readTokens(limitCookies(text), settings);
const owner = { email: 'a@x.io', 'first name': 'Ada', 'last name': 'King', username: undefined };
/** Headers hold bytes. */
const bytesOf = (text: string) => Buffer.from(text).toString('latin1');
const bearer = (text: string) =>
  readPresentedTokens(
    new Headers({ authorization: `Bearer ${bytesOf(text)}`, cookie: bytesOf(text) }),
    settings,
  );

function incoming(url: string, headers: Record<string, string> = {}) {
  const request = new IncomingMessage(new Socket());
  const rawHeaders = Object.entries(headers).flat();
  prepareRequest(Object.assign(request, { method: 'GET', url, headers, rawHeaders }), {
    trustedHops: 2,
  });
}
const header = (name: string) => (text: string) => incoming('/', { [name]: text });
const fields = (text: string) =>
  parseFields(
    { Email, Name, Username, Password, Text },
    Object.fromEntries(
      ['Email', 'Name', 'Username', 'Password', 'Text'].map((name) => [name, text]),
    ),
  );

const PARSERS: Record<string, Parser['parse']> = {
  form,
  json,
  'json string': (text) => json(JSON.stringify({ email: text, password: text })),
  cookies,
  'own cookies': (text) => cookies(`access=${text}; refresh=${text}; device=${text}`),
  bearer,
  'whole target': (text) => incoming(`/${text}`),
  'query of a target': (text) => incoming(`/?${text}`),
  'absolute target': (text) => incoming(`http://${text}`),
  'Cookie header': header('cookie'),
  'User-Agent header': header('user-agent'),
  'X-Forwarded-For header': header('x-forwarded-for'),
  'router state': header('next-router-state-tree'),
  visitor: readSealedAddress,
  findBreach: (text) => findBreach(`/?${text}`, [['x', text]]),
  'X-Forwarded-For': (text) => clientAddress('203.0.113.7', text, 2),
  canonicalAddress,
  params: (text) =>
    readParams(`http://localhost/api/users/${encodeURI(text)}/`, '/api/users/{id}/'),
  canonicalEmail,
  'canonicalEmail with a domain': (text) => canonicalEmail(`a@${text}`),
  canonicalUsername,
  strip,
  fields,
  password: (text) => passwordProblems(text, owner),
  'provider’s names': (text) => readNames({ whole: text }),
  'provider’s address': (text) => readAddress(text, true),
  isTokenLike: (text) => isTokenLike(`${text}.${text}.${text}`),
  verifyToken: (text) => verifyToken(text, ring, new Date()),
  deviceName: (text) => deviceName(text.slice(0, 512)),
  safeNextPath: (text) => safeNextPath(`/${text}`),
  signedInPath: (text) => signedInPath(`?next=/${text}`),
  zoneOf: (text) => [zoneOf(`/${text}`), isSecretPath(`/auth/${text}`)],
  nextOfState: (text) => nextOfState(`x.${text}`),
  decodeUid,
  tidy,
};

/** What has been hard for parsers of such texts. */
const FILLERS = [
  'a',
  'a&',
  'a=1; ',
  '/',
  'a/',
  ' ',
  '%25',
  '1',
  '.',
  '[',
  '{"a":',
  '\u00e9',
  '\ufdfa',
];

describe('twice the text takes twice the time', () => {
  it.each(Object.entries(PARSERS))('%s', async (_, parse) => {
    const slow: string[] = [];
    for (const filler of FILLERS) {
      // Something else at the end, so that what matches all but the last character is tried, too.
      const make = (length: number) => `${filler.repeat(length / filler.length)}\u0001`;
      const growth = await leastGrowthOf({ parse, make }, LENGTH, AT_MOST);
      if (growth > AT_MOST) slow.push(`${JSON.stringify(filler)}: ${growth.toFixed(1)}`);
    }
    expect(slow).toEqual([]);
  });
});

it.each([
  ['of one name', (_: number) => 'a'],
  ['of names of their own', (at: number) => at.toString(36)],
])('a form with twice the fields, %s, takes twice the time', async (_, name) => {
  const make = (count: number) => Array.from({ length: count }, (_, at) => name(at)).join('&');
  // As many as a form may have in the end.
  const growth = await leastGrowthOf({ parse: form, make }, BOUNDS.bodyFields / 4, AT_MOST);
  expect(growth).toBeLessThan(AT_MOST);
});

it('a parser that grows with the square of its input is found', async () => {
  const parse = (text: string) => /^(?:a+,)?a*b$/.test(text) || text.replace(/a+$/, '').length;
  const make = (length: number) => `${'a'.repeat(length)}\u0001`;
  const growths: number[] = [];
  for (let n = 0; n < 4; n += 1) growths.push(await growthOf({ parse, make }, 4096));
  expect(Math.max(...growths)).toBeGreaterThan(AT_MOST);
});
