import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { migrateDatabase } from '@/db/client';
import { runCliHere } from '@/tests/support/cli-here';
import {
  HOSTILE_NAMES,
  HOSTILE_TEXT,
  HOSTILE_TEXTS,
  harmlessLines,
  withoutNul,
} from '@/tests/support/hostile-text';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));
const DATABASE_URL = `file:${join(folder, 'auth.db')}`;
await migrateDatabase(DATABASE_URL);

/** Returns the lines that a failing command prints to standard error; it prints nothing else. */
async function errorLinesOf(args: string[], env: Record<string, string> = { DATABASE_URL }) {
  const { code, out, err } = await runCliHere(args, env);
  expect({ args, code, out }).toEqual({ args, code: 1, out: '' });
  return harmlessLines(err);
}

const HELP = 'npm run cli -- --help says what there is.';

describe('arguments that are refused', () => {
  it.each<[string, (text: string) => string[], string, string[]]>([
    ['a command', (text) => [text], 'error: unknown command ', [HELP]],
    ['an option', (text) => ['users', `--${text}`], 'error: unknown option ', [HELP]],
    ['too many', (text) => ['users', 'x', text], 'error: too many arguments ', [HELP]],
    ['--alg', (text) => ['generate-key', '--alg', text], "error: option '--alg ", [HELP]],
    ['--limit', (text) => ['users', '--limit', text], 'Failed: --limit must be ', []],
    ['--older-than', (text) => ['purge', '--older-than', text], 'Failed: --older-than must ', []],
  ])('%s', async (_, toArgs, start, others) => {
    for (const text of HOSTILE_TEXTS) {
      const [first, ...rest] = await errorLinesOf(toArgs(text));
      expect(first?.startsWith(start)).toBe(true);
      expect(rest).toEqual(others);
    }
  });

  it('a misspelt command gets a hint at ours', async () => {
    expect(await errorLinesOf(['purgee\u001b'])).toEqual([
      "error: unknown command 'purgee\ufffd'",
      '(Did you mean purge?)',
      HELP,
    ]);
    const [first, ...rest] = await errorLinesOf(["x'\n(Did you mean purge?)\n"]);
    expect(first).toBe("error: unknown command 'x'\ufffd(Did you mean purge?)\ufffd'");
    expect(rest).toEqual([HELP]);
  });

  it('a text that no account has', async () => {
    expect(await runCliHere(['users', HOSTILE_TEXT], { DATABASE_URL })).toEqual({
      code: 0,
      out: 'No accounts.\n',
      err: '',
    });
  });
});

describe('a database', () => {
  const commands = ['users', 'outbox', 'purge', 'activate 1', 'revoke-sessions --all'];

  it('of an unknown scheme, or that does not exist', async () => {
    for (const text of HOSTILE_TEXTS.map(withoutNul)) {
      for (const url of [text, `file:${join(folder, text)}`, `mysql://${text}`]) {
        const [line, ...others] = await errorLinesOf(['users'], { DATABASE_URL: url });
        expect(line).toMatch(/^Failed: (?:DATABASE_URL must be|there is no database) /);
        expect(others).toEqual([]);
      }
    }
  });

  it('whose file has such a name is made, is damaged, or is a folder', async () => {
    for (const name of HOSTILE_NAMES.slice(0, 5)) {
      const file = join(folder, 'made', name);
      const env = { DATABASE_URL: `file:${file}` };
      const { code, out, err } = await runCliHere(['migrate'], env);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(harmlessLines(out)).toEqual([expect.stringMatching(/^file:.+ is up to date\.$/)]);
    }
    for (const [at, name] of HOSTILE_NAMES.entries()) {
      const damaged = join(folder, name);
      writeFileSync(damaged, 'no database'.repeat(999));
      const inFolder = join(folder, 'folders', name);
      mkdirSync(inFolder, { recursive: true });
      for (const file of [damaged, inFolder]) {
        const args = commands[at % commands.length]?.split(' ') ?? [];
        expect(await errorLinesOf(args, { DATABASE_URL: `file:${file}` })).toHaveLength(1);
        expect(await errorLinesOf(['migrate'], { DATABASE_URL: `file:${file}` })).toHaveLength(1);
      }
    }
  });

  it('at a server that cannot be reached', async () => {
    for (const name of HOSTILE_NAMES) {
      const parts = [
        `a${name}:b@127.0.0.1:1/app`,
        `127.0.0.1:1/${name}`,
        `127.0.0.1:1/a?x=${name}`,
      ];
      for (const part of parts) {
        const [line, ...others] = await errorLinesOf(['users'], {
          DATABASE_URL: `postgres://${part}`,
        });
        expect(line).toMatch(/^Failed: /);
        expect(others).toEqual([]);
      }
    }
  });
});

describe('the process itself', () => {
  it('reports an unexpected error in one line, and in several with DEBUG=1', async () => {
    const to = join(folder, 'absent', withoutNul('\u001b[2J\nat home\u009b1A\u202e'));
    const env = { DATABASE_URL };
    const [line, ...others] = await errorLinesOf(['export-django', to], env);
    expect(line).toMatch(/^Failed: ENOENT: .+\(run it again; DEBUG=1 says more\)$/);
    expect(others).toEqual([]);
    const [first, ...calls] = await errorLinesOf(['export-django', to], { ...env, DEBUG: '1' });
    expect(first).toMatch(/^Failed: Error: ENOENT: .+at home/);
    for (const call of calls) expect(call).toMatch(/^ {4}at .+:\d+/);
    expect(calls.length).toBeGreaterThan(1);
  });
});
