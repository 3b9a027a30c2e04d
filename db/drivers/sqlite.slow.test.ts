import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import BetterSqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '@/db/client';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-db-'));
  file = join(folder, 'auth.db');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('opening a file: database', () => {
  it('starts in several processes at once', async () => {
    const code = `
      const { openDatabase } = await import('./db/client.ts');
      console.log('ready');
      await new Promise((resolve) => process.stdin.once('data', resolve));
      await (await openDatabase('file:${file}')).close();
      process.exit();`;
    const node = ['--import', 'tsx', '--input-type=module', '-e', code];
    const children = Array.from({ length: 3 }, () => spawn(process.execPath, node));
    await Promise.all(children.map(({ stdout }) => once(stdout, 'data')));
    const errors = children.map(({ stderr }) => text(stderr));
    for (const { stdin } of children) stdin.write('now');
    expect(await Promise.all(errors)).toEqual(['', '', '']);
  });
});

describe('a file that cannot be used', () => {
  it('is left alone while another process has it locked', async () => {
    await (await openDatabase(`file:${file}`)).close();
    const other = new BetterSqlite(file);
    other.pragma('locking_mode = EXCLUSIVE');
    other.exec('begin exclusive');
    const error = await openDatabase(`file:${file}`).catch((reason: Error) => reason.message);
    other.close();
    expect(error).toContain('is locked by another process: end it or wait');
  });
});
