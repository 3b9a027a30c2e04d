import { describe, expect, inject, it } from 'vitest';
import { proveKills } from '@/tests/proofs/kill-proof';
import { proveOutage } from '@/tests/proofs/outage-proof';
import { isWhole } from '@/tests/support/whole';

// The same in full: npm run prove:mail
describe('mail', () => {
  it('waits for a provider that is down, comes once when it is back, and holds 8 sockets at most', async () => {
    const report = await proveOutage(inject('appFolder'), 40);
    expect(report).toMatchObject({ mails: 40, arrived: 40, twice: 0 });
    expect(report.mostSockets).toBeGreaterThan(0);
    expect(report.mostSockets).toBeLessThanOrEqual(8);
  });

  // What a killed process has claimed lapses after a minute.
  it.runIf(isWhole)('survives processes that are killed, and so do accounts', async () => {
    const report = await proveKills(inject('appFolder'), 40, 3);
    expect(report.acknowledged).toBeGreaterThan(5);
    expect(report).toMatchObject({ kills: 3, lostAccounts: 0, lostMails: 0 });
  });
});
