import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
// A start listens to every HTTP server of its process from then on, so this file needs its own.
import { boot } from '@/lib/server/runtime/boot';
import { HOSTILE_NAMES, harmlessLines } from '@/tests/support/hostile-text';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-boot-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

/** Returns the lines that a failing start prints to standard error. */
async function errorLinesOf(env: Record<string, string>): Promise<string[]> {
  vi.stubEnv('JWT_SECRET', 'a-secret-for-tests-of-at-least-32-bytes');
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const exit = vi.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Error(`exit ${code}`);
  });
  // A process starts once: what it does at its end is left to this file's own process.
  const atExit = new Set(process.listeners('exit'));
  await expect(boot()).rejects.toThrow('exit 1');
  for (const listener of process.listeners('exit'))
    if (!atExit.has(listener)) process.off('exit', listener);
  const printed = write.mock.calls.map(([text]) => text).join('');
  for (const spy of [write, exit]) spy.mockRestore();
  return harmlessLines(printed);
}

it('a start that fails gives the reason in one line, whatever the name of the file', async () => {
  for (const name of HOSTILE_NAMES) {
    const file = join(folder, name);
    writeFileSync(file, 'no database'.repeat(999));
    const lines = await errorLinesOf({ DATABASE_URL: `file:${file}` });
    expect(lines).toEqual([
      expect.stringMatching(/^Cannot start: the database .+ (?:is damaged|cannot be used)/),
    ]);
  }
});

it('a start with bad settings names each on a line of its own', async () => {
  for (const name of HOSTILE_NAMES) {
    const lines = await errorLinesOf({ SITE_URL: `https://${name}`, RATE_LIMIT: name });
    expect(lines).toEqual([
      'Cannot start: 2 settings need attention:',
      expect.stringMatching(/^ {2}SITE_URL must /),
      expect.stringMatching(/^ {2}RATE_LIMIT must /),
    ]);
  }
});
