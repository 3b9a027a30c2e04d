import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ensureDevelopmentSecret } from '@/lib/server/runtime/development-secret';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-secret-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('makes a strong secret once, readable by its owner only', () => {
  const data = join(folder, 'data');
  const made = ensureDevelopmentSecret(data);
  expect(made.isNew).toBe(true);
  expect(Buffer.from(made.secret, 'base64url')).toHaveLength(32);
  expect(ensureDevelopmentSecret(data)).toEqual({ secret: made.secret, isNew: false });
  expect(statSync(join(data, 'development-jwt-secret')).mode & 0o777).toBe(0o600);
});
