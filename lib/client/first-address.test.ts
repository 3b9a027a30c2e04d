import { expect, it } from 'vitest';
import { isMisledByRouter } from '@/lib/client/first-address';

const misled = (first: string, paths: string[]) =>
  paths.map((path) => isMisledByRouter(path, new URL(first, 'http://localhost:3000')));

it('the router is not trusted with a fragment of the page that the document began with, at one', () => {
  const same = ['/account?tab=1#devices', '/account?tab=1#password'];
  expect(misled('/account?tab=1#devices', same)).toEqual([true, true]);
  const others = ['/account?tab=1', '/account#devices', '/account?tab=2#devices', '/dashboard#x'];
  expect(misled('/account?tab=1#devices', others)).toEqual([false, false, false, false]);
});

it('it is trusted where the document began without one', () => {
  expect(misled('/account?tab=1', ['/account?tab=1#devices'])).toEqual([false]);
});
