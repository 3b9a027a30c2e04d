import { afterEach, expect, it, vi } from 'vitest';
import { INTERNAL_HEADERS } from '@/lib/edge/internal-headers';
import { readClient, readPresentedTokens } from '@/lib/server/http/request';
import type { Settings } from '@/lib/server/settings/settings';

afterEach(() => {
  vi.unstubAllEnvs();
});

const forwarded = {
  'x-forwarded-for': '198.51.100.1',
  'x-real-ip': '198.51.100.2',
  forwarded: 'for=198.51.100.3',
};

it('believes the address that the server noted, and no header that a client can send', () => {
  const headers = new Headers({
    ...forwarded,
    [INTERNAL_HEADERS.clientAddress.name]: '2001:db8::1',
  });
  expect(readClient(headers).ipAddress).toBe('2001:db8::1');
  expect(readClient(new Headers(forwarded)).ipAddress).toBeNull();
});

it('believes the platform on Vercel', () => {
  vi.stubEnv('VERCEL', '1');
  vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'f');
  vi.stubEnv('VERCEL_REGION', 'fra1');
  expect(readClient(new Headers(forwarded)).ipAddress).toBe('198.51.100.2');
});

it('believes no platform on another machine, though its settings were copied there', () => {
  vi.stubEnv('VERCEL', '1');
  const headers = new Headers({
    ...forwarded,
    [INTERNAL_HEADERS.clientAddress.name]: '203.0.113.7',
  });
  expect(readClient(headers).ipAddress).toBe('203.0.113.7');
});

it.each([
  ['Bearer x.y.z', 'x.y.z'],
  ['bearer  x.y.z', 'x.y.z'],
  ['Bearer', ''],
  ['Bearer ', ''],
  ['Bearer a b', 'a b'],
  ['Basic x', null],
  ['Bearerx', null],
])('takes %j for the token %j: a bad one does not fall back to the cookie', (header, bearer) => {
  const headers = new Headers({ authorization: header, cookie: 'access=c; refresh=r; device=d' });
  const settings: Partial<Settings> = {
    SITE_URL: 'http://localhost:3000',
    AUTH_HEADER_TYPES: ['Bearer'],
  };
  const presented = readPresentedTokens(headers, settings as Settings);
  expect(presented).toMatchObject({ bearer, access: ['c'], refresh: ['r'] });
  expect([presented.cookie('device'), presented.cookie('attempts')]).toEqual(['d', null]);
});

it('knows an address from other text', () => {
  const headers = new Headers({
    [INTERNAL_HEADERS.clientAddress.name]: '<script>',
    'user-agent': 'Browser/1',
  });
  expect(readClient(headers)).toEqual({ ipAddress: null, userAgent: 'Browser/1' });
});
