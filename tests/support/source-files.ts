import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Returns our own TypeScript files whose path matches: all that git does not ignore, without tests.
 */
export function sourceFiles(pathPattern = /./): { path: string; text: string }[] {
  return trackedFiles()
    .filter((path) => /\.(?:tsx?|mts|mjs)$/.test(path) && !/\.test\.tsx?$/.test(path))
    .filter((path) => pathPattern.test(path))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

/** Returns the paths of all files of the project that git does not ignore. */
export function trackedFiles(): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const existing = execFileSync('git', [...args, '-z'], { encoding: 'utf8' }).split('\0');
  const deleted = new Set(
    execFileSync('git', ['ls-files', '--deleted', '-z'], { encoding: 'utf8' }).split('\0'),
  );
  return existing.filter((path) => path && !deleted.has(path));
}
