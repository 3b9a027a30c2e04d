import { expect, it } from 'vitest';
import { settingsConflicts } from '@/lib/server/settings/conflicts';

const VERCEL = {
  VERCEL: '1',
  AWS_LAMBDA_FUNCTION_NAME: 'f',
  VERCEL_REGION: 'fra1',
  DATABASE_URL: 'postgres://a:b@db.example.com/x',
};

it('prefixes below /api are refused where middleware would have to map them, and no others', () => {
  expect(settingsConflicts({ ...VERCEL, API_PATH_PREFIXES: '/auth,/api/v1' })).toEqual({
    API_PATH_PREFIXES: expect.stringContaining('below /api on Vercel'),
  });
  expect(settingsConflicts({ ...VERCEL, API_PATH_PREFIXES: '/auth' })).toEqual({});
  expect(settingsConflicts({ API_PATH_PREFIXES: '/auth,/api/v1' })).toEqual({});
});
