import { describe, expect, it } from 'vitest';
import { CATALOGUE, type EventName } from '@/lib/server/audit/catalogue';
import { FLOW_SETTINGS, runAuditedFlows } from '@/tests/support/audited-flows';
import { runSocialFlows } from '@/tests/support/social/audited';
import { startSocialApp } from '@/tests/support/social/social-app';

const app = await startSocialApp({ ...FLOW_SETTINGS, RATE_LIMIT: 'on' });
const secrets = await runAuditedFlows(app);
for (const secret of await runSocialFlows(app)) secrets.add(secret);
const names = Object.keys(CATALOGUE) as EventName[];
const lines = app.logged.filter(({ event }) => names.includes(event as EventName));
const rows = await app.ctx.db.query.select().from(app.ctx.db.tables.auditEvents);

describe('the catalogue', () => {
  it('has no event that nothing records', () => {
    const recorded = new Set(lines.map(({ event }) => event));
    expect(names.filter((name) => !recorded.has(name))).toEqual([]);
  });

  it('knows every event there is, but for those of requests and mails', () => {
    const others = app.logged.filter(({ event }) => event && !names.includes(event as EventName));
    expect(new Set(others.map(({ event }) => event))).toEqual(new Set(['request']));
  });

  it('has words for whatever an owner can read', () => {
    for (const { kept, text } of Object.values(CATALOGUE)) {
      expect(kept === 'never').toBe(text === null);
      for (const detail of ['password', 'google', 'logout']) {
        expect(text?.(detail, () => 'Google') ?? 'None').toMatch(/^[A-Z][^.]+$/);
      }
    }
  });
});

describe('each line', () => {
  it('has the event, time, account, client and outcome', () => {
    expect(lines.length).toBeGreaterThan(names.length);
    for (const line of lines) {
      expect(line).toMatchObject({
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        outcome: CATALOGUE[line.event as EventName].outcome,
        level: CATALOGUE[line.event as EventName].level,
      });
      const keys = ['userId', 'sessionId', 'ipAddress', 'userAgent'];
      expect(Object.keys(line)).toEqual(expect.arrayContaining(keys));
      const isOperators = String(line.event).startsWith('operator-');
      expect(typeof line.requestId).toBe(isOperators ? 'undefined' : 'string');
    }
  });

  it('tells why a sign-in was refused', () => {
    const refused = lines.filter(({ event }) => event === 'sign-in-refused');
    expect(refused.map(({ userId, reason }) => [userId, reason])).toEqual([
      [1, 'inactive'],
      [1, 'wrong-password'],
      [null, 'unknown'],
      [null, 'unknown'],
    ]);
  });
});

describe('social sign-in', () => {
  it('is recorded with its provider, and why it was refused', () => {
    const facts = lines
      .filter(({ event }) => /^(?:identity|social)-/.test(String(event)))
      .map(({ event, provider, reason }) => [event, provider, reason]);
    expect(facts).toEqual([
      ['identity-linked', 'acme', undefined],
      ['identity-unlinked', 'acme', undefined],
      ['social-sign-in-refused', 'google', 'it answered invalid_grant'],
      ['identity-linked', 'google', undefined],
    ]);
    const methods = lines.filter(({ method }) => method === 'google');
    expect(methods.length).toBeGreaterThanOrEqual(2);
    expect(lines.filter(({ event }) => event === 'throttled')).toMatchObject([
      { limit: 'mail-recipient', userId: null },
    ]);
  });
});

describe('the table', () => {
  it('has a row for each line that is about an account that still is there', () => {
    const gone = lines.find(({ event }) => event === 'account-deleted')?.userId;
    const kept = lines.filter(({ event, userId }) => {
      const { kept } = CATALOGUE[event as EventName];
      return kept === 'always' || (kept === 'of-account' && userId !== null && userId !== gone);
    });
    const times = (counted: readonly { event: unknown; userId: unknown; count?: number }[]) => {
      const sums = new Map<string, number>();
      for (const { event, userId, count = 1 } of counted) {
        const key = `${event} of ${userId}`;
        sums.set(key, (sums.get(key) ?? 0) + count);
      }
      return Object.fromEntries(sums);
    };
    expect(times(rows)).toEqual(times(kept as { event: unknown; userId: unknown }[]));
    for (const { event, userId, sessionId, userAgent } of rows) {
      // A row that counts events of several sessions names none of them.
      const line = { event, userId, userAgent, ...(sessionId !== null && { sessionId }) };
      expect(kept).toContainEqual(expect.objectContaining(line));
    }
  });

  it('goes with the account', () => {
    const gone = lines.find(({ event }) => event === 'account-deleted')?.userId;
    expect(gone).toEqual(expect.any(Number));
    expect(rows.filter(({ userId }) => userId === gone)).toEqual([]);
  });
});

it('no password, token or key that was used is in a line or a row', () => {
  // Passwords, mistyped ones included, tokens of sessions and links, keys.
  expect(secrets.size).toBeGreaterThan(25);
  const text = JSON.stringify([app.logged, rows]);
  expect([...secrets].filter((secret) => text.includes(secret))).toEqual([]);
});
