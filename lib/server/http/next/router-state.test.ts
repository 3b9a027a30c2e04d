import { expect, it } from 'vitest';
import { createRouterStateCheck } from '@/lib/server/http/next/router-state';

// Red where an update of Next.js has moved the code: malformed states would be its 500s from then on.
it.each([
  ['%5B%22%22%2C%7B%7D%5D', true],
  ['%5B%5D', false],
  ['%5B1%5D', false],
  ['%5B%22%22%2Cnull%5D', false],
  ['%', false],
  ['{}', false],
  ['x', false],
  [undefined, false],
])('lets the router state %s pass: %s', (state, isKept) => {
  expect(createRouterStateCheck()(state)).toBe(isKept);
});

it.each(['next/dist/server/moved.js', 'next/package.json'])(
  'lets every state pass where that code is not found: %s',
  (module) => {
    const isRouterState = createRouterStateCheck(module);
    expect(isRouterState('%5B%22%22%2C%7B%7D%5D')).toBe(true);
    expect(isRouterState('%')).toBe(true);
    expect(isRouterState(undefined)).toBe(false);
  },
);
