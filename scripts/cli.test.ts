import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command line; gives its exit code and what it printed. */
function cli(args: string[], env: Record<string, string> = {}) {
  const command = ['--import', 'tsx', 'scripts/cli.ts', ...args];
  return new Promise<{ code: unknown; out: string; err: string }>((resolve) => {
    execFile(process.execPath, command, { env: { ...process.env, ...env } }, (error, out, err) =>
      resolve({ code: error?.code ?? 0, out, err }),
    );
  });
}

describe('generate-secret', () => {
  it('prints a secret that is long enough, another each time', async () => {
    const [first, second] = [await cli(['generate-secret']), await cli(['generate-secret'])];
    expect(first.code).toBe(0);
    expect(first.out).toMatch(/^[\w-]{64}\n$/);
    expect(first.out).not.toBe(second.out);
  });
});

describe('migrate', () => {
  it('makes the database, and is fine twice', async () => {
    const file = join(folder, 'auth.db');
    for (let run = 0; run < 2; run += 1) {
      const { code, out } = await cli(['migrate'], { DATABASE_URL: `file:${file}` });
      expect({ code, out }).toEqual({ code: 0, out: `file:${file} is up to date.\n` });
    }
    expect(existsSync(file)).toBe(true);
  });

  it('says in one line what is wrong with a database that cannot be used', async () => {
    const { code, err } = await cli(['migrate'], { DATABASE_URL: 'mysql://localhost' });
    expect(code).toBe(1);
    expect(err).toBe(
      'Failed: DATABASE_URL must be file: and the path of a file, like file:./data/auth.db\n',
    );
  });
});

it('shows its help for a command that it does not know', async () => {
  const { code, err } = await cli(['destroy']);
  expect(code).toBe(1);
  expect(err).toContain("unknown command 'destroy'");
  expect(err).toContain('generate-secret');
});
