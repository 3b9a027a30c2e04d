import { describe, expect, it } from 'vitest';
import * as cron from '@/app/api/cron/outbox/route';
import * as me from '@/app/api/users/me/route';
import type { RouteHandlers } from '@/lib/server/http/route';
import { openApiDocument } from '@/lib/server/openapi/document';
import { signIn, signUp } from '@/tests/support/people';
import { startTestApp, withChanged } from '@/tests/support/test-app';

const CRON_SECRET = 'a-secret-of-the-scheduler';
const app = await startTestApp({ AUTH_HEADER_TYPES: 'JWT,Bearer', CRON_SECRET });
await signUp();
const { access } = await signIn();

const get = (authorization: string, handlers: RouteHandlers = me) =>
  handlers.GET(new Request('http://localhost:3000/api/users/me/', { headers: { authorization } }));

describe('the Authorization header', () => {
  it.each(['JWT', 'Bearer', 'jwt'])('may have a token after %s', async (type) => {
    expect((await get(`${type} ${access}`)).status).toBe(200);
    const cookie = `access=${access}`;
    const headers = { authorization: `${type} x.y.z`, cookie };
    const request = new Request('http://localhost:3000/api/users/me/', { headers });
    expect((await me.GET(request)).status).toBe(401);
  });

  it.each(['Token', 'JWTx', 'JWT,Bearer', ''])('may not have one after %j', async (type) => {
    expect((await get(`${type} ${access}`)).status).toBe(401);
  });

  it('counts by default after Bearer alone', async () => {
    await withChanged(app.ctx.settings, { AUTH_HEADER_TYPES: ['Bearer'] }, async () => {
      expect((await get(`Bearer ${access}`)).status).toBe(200);
      const refused = await get(`JWT ${access}`);
      expect(refused.headers.get('www-authenticate')).toBe('Bearer realm="api"');
    });
  });
});

it('the first word is the one that a 401 asks for, and that the OpenAPI document has', async () => {
  expect((await get('JWT x')).headers.get('www-authenticate')).toBe('JWT realm="api"');
  const { components } = openApiDocument(app.ctx.settings);
  expect(components.securitySchemes?.bearer).toMatchObject({ scheme: 'jwt' });
  expect(JSON.stringify(components.headers)).toContain('JWT realm=');
});

it('the scheduler of a platform sends its secret after Bearer, whatever clients send', async () => {
  await withChanged(app.ctx.settings, { AUTH_HEADER_TYPES: ['JWT'] }, async () => {
    expect((await get(`Bearer ${CRON_SECRET}`, cron)).status).toBe(200);
    expect((await get(`JWT ${CRON_SECRET}`, cron)).status).toBe(401);
  });
});
