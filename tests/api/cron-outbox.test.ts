import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import * as cron from '@/app/api/cron/outbox/route';
import * as reset from '@/app/api/users/reset_password/route';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnonymous, expectAnswer } from '@/tests/support/expectations';
import { signUp } from '@/tests/support/people';
import { startTestApp, withChanged } from '@/tests/support/test-app';

const CRON_SECRET = 'a-secret-of-the-scheduler';
const app = await startTestApp({ CRON_SECRET });
await signUp();
const get = (authorization?: string) =>
  new ApiClient().call(cron, 'GET', '/api/cron/outbox', {
    headers: authorization ? { authorization } : {},
  });

describe('200', () => {
  it('delivers what is due and says how much is left', async () => {
    const body = { email: 'ada@example.com' };
    await new ApiClient().call(reset, 'POST', '/api/users/reset_password/', { body });
    expectAnswer(await get(`Bearer ${CRON_SECRET}`), 200, { waiting: 0, failed: 0 });
    expect(await app.mails()).toHaveLength(1);
  });

  it('removes rows that are over', async () => {
    const { db } = app.ctx;
    await db.query.insert(db.tables.rateLimits).values({ id: 'full', freeAtMs: 0 });
    await get(`Bearer ${CRON_SECRET}`);
    expect(await db.query.$count(db.tables.rateLimits, eq(db.tables.rateLimits.id, 'full'))).toBe(
      0,
    );
  });
});

describe('401', () => {
  it('to a client that does not know the secret', async () => {
    for (const header of [undefined, 'Bearer', 'Bearer x', `Bearer ${CRON_SECRET}x`, CRON_SECRET]) {
      expectAnonymous(await get(header));
    }
  });

  it('to every client if no secret is set', async () => {
    await withChanged(app.ctx.settings, { CRON_SECRET: undefined }, async () => {
      for (const header of ['Bearer', 'Bearer undefined', `Bearer ${CRON_SECRET}`]) {
        expectAnonymous(await get(header));
      }
    });
  });
});
