import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { forms } from '@/tests/proofs/abuse/forms';
import { proveAbuse } from '@/tests/proofs/abuse-proof';

/** `npm run prove:abuse` sends fifty thousand, with another seed each time, and measures. */
const LOAD = { seed: 1, requests: 16 * forms.length, limited: 3 * forms.length };

it('answers odd requests of every form, with no failure of its own and nothing that helps an attacker', async () => {
  const data = mkdtempSync(join(tmpdir(), 'gatehouse-abuse-'));
  const { unlimited, limited, seed } = await proveAbuse(inject('appFolder'), data, LOAD);
  rmSync(data, { recursive: true, force: true });
  for (const { serverErrors, hangs, leaks, refused, ...rest } of [unlimited, limited]) {
    const { isComplete, canary, forms: drawn } = rest;
    const wrong = { serverErrors, hangs, leaks, refused, wrongHealth: canary.wrong };
    expect({ seed, isComplete, ...wrong }).toEqual({
      ...{ seed, isComplete: true },
      ...{ serverErrors: [], hangs: [], leaks: [], refused: [], wrongHealth: 0 },
    });
    expect(Object.keys(drawn).toSorted()).toEqual(forms.map(({ name }) => name).toSorted());
    expect(canary.probes).toBeGreaterThan(0);
  }
  const classes = new Set(Object.keys(unlimited.statuses).map((status) => status[0]));
  expect([...classes]).toEqual(expect.arrayContaining(['2', '3', '4']));
});
