import { expect, it } from 'vitest';
import * as health from '@/app/api/health/route';
import { setContext } from '@/lib/server/use-case/context';
import { ApiClient } from '@/tests/support/api-client';
import { startTestApp } from '@/tests/support/test-app';

const app = await startTestApp();
const get = () => new ApiClient().call(health, 'GET', '/api/health');

it('200 while the database answers', async () => {
  const answer = await get();
  expect(answer.status).toBe(200);
  expect(answer.text).toBe('{"status":"ok"}');
});

it('503 while the process ends, which is no error', async () => {
  setContext({ ...app.ctx, isEnding: true });
  expect((await get()).status).toBe(503);
  setContext(app.ctx);
  expect(app.logged.filter(({ level }) => level === 'error')).toEqual([]);
});

it('503 once it does not', async () => {
  await app.ctx.db.close();
  const answer = await get();
  expect(answer.status).toBe(503);
  expect(answer.text).toBe('{"detail":"Service temporarily unavailable."}');
  expect(answer.headers.get('retry-after')).toBe('2');
});
