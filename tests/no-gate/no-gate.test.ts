import { expect, it } from 'vitest';
import { contracts } from '@/lib/shared/contracts/registry';
import { zoneOf } from '@/lib/shared/routes';
import { cookieHeader, HttpClient } from '@/tests/support/http-client';
import { protectedBytes } from '@/tests/support/protected-bytes';
import { serverFixture } from '@/tests/support/server';
import { sourceFiles } from '@/tests/support/source-files';

// With the endpoints that a setting serves, or they would be absent and not closed.
const server = serverFixture({ TOKEN_ENDPOINTS: 'true' });
const http = new HttpClient(server);

const protectedPages = sourceFiles(/^app\/.*page\.tsx$/)
  .map(({ path }) => `/${path.replace(/^app\//, '').replace(/\/?page\.tsx$/, '')}`)
  .filter((url) => zoneOf(url) === 'protected');
const protectedEndpoints = contracts.filter(({ who }) => who === 'auth');

const VARIANTS: Record<string, string>[] = [
  {},
  { rsc: '1' },
  { rsc: '1', 'next-router-prefetch': '1' },
  { cookie: 'access=x.y.z; refresh=x.y.z' },
  { authorization: 'Bearer x.y.z' },
];

it('is really without a gate: the headers that it sets are missing', async () => {
  const response = await http.get('/');
  expect(response.headers.has('content-security-policy')).toBe(false);
});

it.each(protectedPages)('%s gives anonymous visitors no protected byte', async (url) => {
  for (const headers of VARIANTS) {
    const response = await http.get(url, headers);
    expect(await response.text()).not.toMatch(protectedBytes);
  }
  const plain = await http.get(url);
  expect(plain.status).toBe(307);
  expect(plain.headers.get('location')).toContain('/auth/login?next=');
});

it.each(protectedEndpoints)('$method $path gives them none either', async ({ path, method }) => {
  for (const headers of VARIANTS) {
    const response = await fetch(server.url + path, { method, headers });
    expect(response.status).toBe(401);
    expect(await response.text()).not.toMatch(protectedBytes);
  }
});

it('a session that is over opens nothing, however good its token looks', async () => {
  const tokens = await http.newPerson();
  const cookies = cookieHeader(tokens);
  expect(await (await http.get('/dashboard', cookies)).text()).toMatch(protectedBytes);
  await http.post('/api/logout/', {}, cookies);
  for (const url of protectedPages) {
    expect(await (await http.get(url, cookies)).text()).not.toMatch(protectedBytes);
  }
});
