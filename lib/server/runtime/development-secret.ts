import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Returns the signing secret of a development machine: made once, kept in `folder`, readable by its
 * owner only. Two processes that start at once agree on the one that was written first.
 */
export function ensureDevelopmentSecret(folder: string): { secret: string; isNew: boolean } {
  const file = join(folder, 'development-jwt-secret');
  // The database will be in the folder as well, so a new one is for its owner only.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let isNew = true;
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    isNew = false;
  }
  return { secret: readFileSync(file, 'utf8').trim(), isNew };
}
