import { expect, it, vi } from 'vitest';
import * as refresh from '@/app/api/jwt/refresh/route';
import * as verify from '@/app/api/jwt/verify/route';
import * as usersMe from '@/app/api/users/me/route';
import { ApiClient } from '@/tests/support/api-client';
import { signIn, signUp } from '@/tests/support/people';
import { startTestApp } from '@/tests/support/test-app';

const { ctx } = await startTestApp();
await signUp();

it('tokens are signed and verified without a thread, by keys that were imported at the start', async () => {
  const names = ['importKey', 'sign', 'verify', 'digest'] as const;
  const spies = names.map((name) => vi.spyOn(crypto.subtle, name));
  const { access, refresh: token } = await signIn();
  const headers = { authorization: `Bearer ${access}` };
  const client = new ApiClient();
  const answers = [
    await client.call(usersMe, 'GET', '/api/users/me/', { headers }),
    await client.call(verify, 'POST', '/api/jwt/verify/', { body: { token: access } }),
    await client.call(refresh, 'POST', '/api/jwt/refresh/', { body: { refresh: token } }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(spies.flatMap(({ mock }) => mock.calls)).toEqual([]);
  for (const spy of spies) spy.mockRestore();
});

it('a request that has nothing to report makes neither a log nor an audit trail of its own', async () => {
  const { access } = await signIn();
  const spies = [vi.spyOn(ctx.log, 'child'), vi.spyOn(ctx.audit, 'forRequest')];
  const answer = await new ApiClient().call(verify, 'POST', '/api/jwt/verify/', {
    body: { token: access },
  });
  expect(answer.status).toBe(200);
  for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  for (const spy of spies) spy.mockRestore();
});

it('a body that is announced as empty is not opened', async () => {
  const { access } = await signIn();
  const headers = { 'content-length': '0', cookie: `access=${access}` };
  const url = 'http://localhost:3000/api/jwt/verify/';
  const request = new Request(url, { method: 'POST', headers, body: '' });
  expect((await verify.POST(request)).status).toBe(200);
  expect(request.bodyUsed).toBe(false);
});
