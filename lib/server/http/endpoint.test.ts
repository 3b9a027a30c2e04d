import { expect, it } from 'vitest';
import { z } from 'zod';
import { ApiError, notFound } from '@/lib/server/errors';
import { endpoint } from '@/lib/server/http/endpoint';
import { detailMessage } from '@/lib/shared/api-error';
import type { Contract } from '@/lib/shared/contracts/contract';
import { startTestApp } from '@/tests/support/test-app';

await startTestApp();

const contract = {
  name: 'test',
  method: 'GET',
  path: '/api/test/',
  who: 'any',
  summary: 'For this test',
  body: null,
  response: z.object({ shown: z.string() }),
  success: 200,
  errors: [],
  writesCookies: false,
} as const satisfies Contract;

const request = () => new Request('http://localhost:3000/api/test/');

it('lets out what the contract names and nothing else', async () => {
  const row = { shown: 'yes', password: 'bcrypt_sha256$…' };
  const answer = await endpoint(contract, async () => ({ body: row }))(request());
  expect(await answer.text()).toBe('{"shown":"yes"}');
});

it('answers 500 to a reply that is not what the contract says', async () => {
  const answer = await endpoint(contract, async () => ({ body: {} as { shown: string } }))(
    request(),
  );
  expect(answer.status).toBe(500);
});

it('throws at a status or a code that the contract does not list, so that a test sees it', async () => {
  const refuse = endpoint(contract, async () => {
    throw notFound();
  });
  await expect(refuse(request())).rejects.toThrow('test answered 404 not_found, which its');
  const another = endpoint(contract, async () => {
    throw new ApiError(detailMessage.badLink);
  });
  await expect(another(request())).rejects.toThrow('test answered 400 link_not_valid, which its');
  const listed = endpoint({ ...contract, errors: ['link_not_valid'] }, async () => {
    throw new ApiError(detailMessage.badLink);
  });
  expect((await listed(request())).status).toBe(400);
});

it('throws at cookies that the contract does not list: a foreign page could have them set', async () => {
  const answerWithCookie = async () => ({ body: { shown: 'yes' }, cookies: ['device=x'] });
  const silent = endpoint(contract, answerWithCookie);
  await expect(silent(request())).rejects.toThrow('test answered with cookies, which its contract');
  const listed = endpoint({ ...contract, writesCookies: true }, answerWithCookie);
  expect((await listed(request())).headers.getSetCookie()).toEqual(['device=x']);
});
