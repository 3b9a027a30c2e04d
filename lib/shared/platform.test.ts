import { afterEach, expect, it } from 'vitest';
import { isOnVercel } from '@/lib/shared/platform';

const CONTEXT = Symbol.for('@vercel/request-context');
const shared = globalThis as { [CONTEXT]?: object };

afterEach(() => {
  delete shared[CONTEXT];
});

it('takes the variable alone, which any machine can have, for no platform', () => {
  expect(isOnVercel({ VERCEL: '1', VERCEL_ENV: 'development', VERCEL_URL: '' })).toBe(false);
  expect(isOnVercel({})).toBe(false);
});

it('knows Vercel by the name of its function', () => {
  expect(isOnVercel({ VERCEL: '1', AWS_LAMBDA_FUNCTION_NAME: 'f', VERCEL_REGION: 'fra1' })).toBe(
    true,
  );
  expect(isOnVercel({ AWS_LAMBDA_FUNCTION_NAME: 'f', VERCEL_REGION: 'fra1' })).toBe(false);
});

it('takes no function of another platform for one of Vercel', () => {
  expect(isOnVercel({ VERCEL: '1', AWS_LAMBDA_FUNCTION_NAME: 'f', VERCEL_REGION: '' })).toBe(false);
});

it('knows Vercel by the context that it gives to requests, on the edge as well', () => {
  shared[CONTEXT] = { get: () => undefined };
  expect(isOnVercel({ VERCEL: '1' })).toBe(true);
  expect(isOnVercel({})).toBe(false);
});
