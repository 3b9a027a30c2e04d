import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { findFreePort } from '@/scripts/serve';

it('gives concurrent callers a free port each, and no port that is taken', async () => {
  const taken = createServer();
  const after = (await findFreePort()) + 1;
  await new Promise<void>((resolve) => taken.listen(after, '127.0.0.1', resolve));
  const ports = await Promise.all(Array.from({ length: 20 }, findFreePort));
  taken.close();
  expect(new Set(ports).size).toBe(20);
  expect(ports).not.toContain(after);
});
