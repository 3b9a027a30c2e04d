import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { proveRotation } from '@/tests/proofs/rotation-proof';

/** `npm run prove:rotation` does it every ten seconds for five minutes. */
const LOAD = { rotations: 3, everySeconds: 0, clients: 4 };

it('a secret that rotates under load refuses no good token, and opens nothing once withdrawn', async () => {
  const data = mkdtempSync(join(tmpdir(), 'gatehouse-rotation-'));
  const { answers, refreshes, ...wrong } = await proveRotation(inject('appFolder'), data, LOAD);
  rmSync(data, { recursive: true, force: true });
  expect(wrong).toEqual({
    rotations: LOAD.rotations,
    falseRefusals: 0,
    failures: 0,
    withdrawnAccepted: 0,
    acceptedAfterEmergency: 0,
  });
  expect(answers).toBeGreaterThan(100);
  expect(refreshes).toBeGreaterThan(LOAD.clients);
});
