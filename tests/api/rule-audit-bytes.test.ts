import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as users from '@/app/api/users/me/route';
import { createAudit } from '@/lib/server/audit/audit';
import { createLog } from '@/lib/server/runtime/log';
import { ApiClient } from '@/tests/support/api-client';
import { PASSWORD } from '@/tests/support/password';
import { ada, signUp } from '@/tests/support/people';
import { startTestApp, withChanged } from '@/tests/support/test-app';

const app = await startTestApp();
await signUp();
const { db, now } = app.ctx;
const events = () => db.query.select().from(db.tables.auditEvents);

/** The line of the log for one event, byte for byte. */
async function linesOf(userAgent: string, reason: string): Promise<string[]> {
  const written: string[] = [];
  const log = createLog('debug', { write: (text) => written.push(text) });
  const audit = createAudit({ db, log, now }).forRequest(log, { ipAddress: null, userAgent });
  await audit.record('request-refused', { userId: 1, sessionId: userAgent, reason });
  await audit.record('signed-in', { userId: 1, sessionId: userAgent, method: reason });
  return written;
}

const HOSTILE = {
  'line ends': 'a\r\n{"level":"fatal"}\n\u0085\u2028\u2029b',
  'colours and cursors of a terminal': '\u001b[2J\u001b]0;title\u0007\u009b31m\b\u007f',
  'text turned around or hidden': 'abc\u202Etxt.exe\u200b\ufeff',
  'halves of characters': '\ud800 \udc00 \udbff',
  'a null byte': 'a\0b',
  'quotes and backslashes': '"},{"event":"signed-in","x":"\\',
  'a megabyte': 'x'.repeat(1_000_000),
  'a pair that the limit would cut': `${'x'.repeat(511)}\u{1f600}`,
};

/** Format characters, without those that join emoji and letters. */
const UNSEEN = /(?![\u200c\u200d])[\p{C}\p{Zl}\p{Zp}]/u;

describe('one event is one line, whatever comes in', () => {
  async function expectOneLineEach(userAgent: string, reason: string): Promise<void> {
    const written = await linesOf(userAgent, reason);
    expect(written).toHaveLength(2);
    for (const line of written) {
      expect(line.endsWith('}\n')).toBe(true);
      expect(line.slice(0, -1)).not.toMatch(UNSEEN);
      expect(line.length).toBeLessThan(5000);
      expect(JSON.parse(line)).toMatchObject({ level: expect.stringMatching(/^(?:info|warn)$/) });
    }
  }

  it.each(Object.entries(HOSTILE))('%s', async (_, text) => {
    await expectOneLineEach(text, text);
    const row = (await events()).at(-1);
    expect(row).toMatchObject({ event: 'signed-in', detail: row?.userAgent });
    expect(row?.userAgent).not.toMatch(UNSEEN);
    expect(row?.userAgent?.length).toBeLessThanOrEqual(512);
    expect(app.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('any text at all', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    await fc.assert(fc.asyncProperty(text, text, expectOneLineEach), { numRuns: 30 });
  });

  it('from a browser, too', async () => {
    const before = app.logged.length;
    const headers = { 'user-agent': 'a\u001b[31m\u0085b', origin: 'https://\u009b.example' };
    await new ApiClient().call(create, 'POST', '/api/jwt/create/', { headers, body: {} });
    const [line] = app.logged.slice(before);
    expect(line).toMatchObject({ event: 'request-refused', userAgent: 'a\ufffd[31m\ufffdb' });
    expect(line?.reason).toMatch(/^https:\/\/\ufffd\.example is neither SITE_URL/);
  });
});

describe('a row that cannot be added', () => {
  it('costs nothing but an error in the log: what has happened has happened', async () => {
    const before = app.logged.length;
    // The database refuses the row: that table wants other columns.
    const tables = { ...db.tables, auditEvents: db.tables.users };
    const answer = await withChanged(db, { tables }, () =>
      new ApiClient().call(create, 'POST', '/api/jwt/create/', {
        body: { email: ada.email, password: PASSWORD },
      }),
    );
    expect(answer.status).toBe(200);
    const { access } = answer.json as { access: string };
    const headers = { authorization: `Bearer ${access}` };
    expect((await new ApiClient().call(users, 'GET', '/api/users/me/', { headers })).status).toBe(
      200,
    );
    const [line, error] = app.logged.slice(before);
    expect(line).toMatchObject({ event: 'signed-in', userId: 1 });
    expect(error).toMatchObject({ level: 'error', unkept: 'signed-in', msg: 'event not kept' });
    expect(error?.requestId).toBe(line?.requestId);
  });
});
