import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { openDatabase } from '@/db/client';
import type { User } from '@/db/tables/schema';
import { Mail } from '@/lib/server/mail/read-mailbox';
import { assembleContext } from '@/lib/server/runtime/compose';
import { createLog } from '@/lib/server/runtime/log';
import { parseSettings } from '@/lib/server/settings/settings';
import { loadKeys } from '@/lib/server/settings/signing';
import { type Context, setContext } from '@/lib/server/use-case/context';
import { cleanUp } from '@/tests/support/clean-up';
import { expectLimitsMet, recordLimits } from '@/tests/support/counted-limits';
import { TestClock } from '@/tests/support/test-clock';
import { prepareTestDatabase } from '@/tests/support/test-database';

/** A whole server side: a real database file, a real mailbox, a clock that only tests move. */
export interface TestApp {
  ctx: Context;
  clock: TestClock;
  /** Everything that was logged, one object a line. */
  logged: Record<string, unknown>[];
  mails(): Promise<Mail[]>;
}

/** Starts an app for this test file and makes it the one that the route handlers find. */
export async function startTestApp(settings: Record<string, string> = {}): Promise<TestApp> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-'));
  const clock = new TestClock('2026-01-01T00:00:00Z');
  const logged: TestApp['logged'] = [];
  const parsed = parseSettings({
    SITE_URL: 'http://localhost:3000',
    JWT_SECRET: 'a-secret-for-tests-of-at-least-32-bytes',
    DATABASE_URL: settings.DATABASE_URL ?? (await prepareTestDatabase(folder)),
    MAILBOX_DIR: join(folder, 'mailbox'),
    BCRYPT_COST: '4',
    ...settings,
  });
  const log = createLog('debug', { write: (line) => logged.push(JSON.parse(line)) });
  const db = {
    ...(await openDatabase(parsed.DATABASE_URL)),
    // The clock stands still, so a request has no time limit by the machine's clock either.
    withBudget: <T>(_ms: number, act: () => Promise<T>) => act(),
  };
  const keys = await loadKeys(parsed);
  const assembled = assembleContext({ settings: parsed, keys, db, log, now: clock.now });
  const ctx = { ...assembled, limits: recordLimits(assembled.limits) };
  setContext(ctx);
  cleanUp(async () => {
    await db.close();
    rmSync(folder, { recursive: true });
  });
  if (!expect.getState().currentTestName) expectLimitsMet();
  return {
    ctx,
    clock,
    logged,
    async mails() {
      await ctx.mail.drain();
      const files = await readdir(parsed.MAILBOX_DIR).catch(() => []);
      const texts = files.sort().map((name) => readFile(join(parsed.MAILBOX_DIR, name), 'utf8'));
      return (await Promise.all(texts)).map((text) => Mail.parse(JSON.parse(text)));
    },
  };
}

/** Runs `act` while properties of a shared object have other values, and puts them back. */
export async function withChanged<T>(
  target: object,
  changes: Readonly<Record<string, unknown>>,
  act: () => Promise<T>,
): Promise<T> {
  const before = { ...target };
  Object.assign(target, changes);
  try {
    return await act();
  } finally {
    Object.assign(target, before);
  }
}

/** Changes a user's row behind the app's back, as an operator would. */
export async function editUser(
  { db }: Context,
  email: string,
  changes: Partial<User>,
): Promise<void> {
  const { eq } = await import('drizzle-orm');
  const { users } = db.tables;
  await db.query.update(users).set(changes).where(eq(users.email, email));
}
