import { expect, it } from 'vitest';
import { runtimeHints } from '@/lib/server/runtime/runtime-hints';

it.each(['20.20.2', '20.21.0', '22.22.2', '24.14.1', '24.15.0', '26.0.0'])(
  'is silent about Node.js %s',
  (release) => {
    expect(runtimeHints(release)).toEqual([]);
  },
);

it.each([
  ['20.19.0', '20.20.2'],
  ['20.20.1', '20.20.2'],
  ['22.22.1', '22.22.2'],
  ['24.14.0', '24.14.1'],
])('names for Node.js %s the safe release %s', (release, safe) => {
  expect(runtimeHints(release)).toEqual([
    expect.stringContaining(`Update it to ${safe} or newer.`),
  ]);
});
