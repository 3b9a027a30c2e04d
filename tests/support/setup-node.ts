import { afterEach, beforeEach, expect, vi } from 'vitest';

// A variable of the machine must not decide a test.
delete process.env.PORT;
delete process.env.VERCEL;

/** An unexpected `console.error` is a failure that would otherwise go unseen. */
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

afterEach(() => {
  const { calls } = vi.mocked(console.error).mock;
  vi.restoreAllMocks();
  expect(calls).toEqual([]);
});
