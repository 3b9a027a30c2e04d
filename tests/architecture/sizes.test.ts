import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sourceFiles, trackedFiles } from '@/tests/support/source-files';

const lineCount = (text: string) => text.trimEnd().split('\n').length;
const tooLong = (files: { path: string; text: string }[], limit: number) =>
  files.map(({ path, text }) => [lineCount(text), path] as const).filter(([n]) => n > limit);

// The linter holds functions and components to 60 lines.
describe('sizes', () => {
  it('a file has at most 200 lines', () => {
    expect(tooLong(sourceFiles(), 200)).toEqual([]);
  });

  it('a test file has at most 200 lines', () => {
    const tests = trackedFiles().filter((path) => /\.test\.tsx?$/.test(path));
    const files = tests.map((path) => ({ path, text: readFileSync(path, 'utf8') }));
    expect(tooLong(files, 200)).toEqual([]);
  });

  it('a route has at most 15 lines', () => {
    expect(tooLong(sourceFiles(/^app\/.*\/route\.ts$/), 15)).toEqual([]);
  });

  it('a page has at most 25 lines', () => {
    expect(tooLong(sourceFiles(/^app\/.*page\.tsx$/), 25)).toEqual([]);
  });
});
