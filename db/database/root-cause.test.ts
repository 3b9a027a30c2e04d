import { expect, it } from 'vitest';
import { rootCause } from '@/db/database/root-cause';

it('leaves out the wrapper that quotes values', () => {
  const cause = new Error('the driver says');
  expect(rootCause(new Error('params: secret', { cause }))).toBe(cause);
  expect(rootCause(cause)).toBe(cause);
  expect(rootCause('thrown text')).toBeNull();
});
