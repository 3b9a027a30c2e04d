import { join } from 'node:path';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '@/db/client';
import { importDjango } from '@/lib/django/import-django';
import { writeDjangoDatabase } from '@/tests/support/django-database';
import { DJANGO_HASHES, DJANGO_PASSWORD } from '@/tests/support/django-hashes';
import { cookieHeader, HttpClient } from '@/tests/support/http-client';
import { type RunningServer, startServer } from '@/tests/support/server';

const KEY = 'a-django-secret-key-of-at-least-32-bytes';
const kinds = Object.entries(DJANGO_HASHES);

let server: RunningServer;
let http: HttpClient;
beforeAll(async () => {
  server = await startServer({ DJANGO_SECRET_KEY: KEY });
  http = new HttpClient(server);
  const rows = kinds.map(([kind, password], at) => ({
    id: at + 1,
    username: kind,
    first_name: 'Grace',
    email: `${kind}@example.com`,
    password,
  }));
  const db = await openDatabase(`file:${join(server.folder, 'auth.db')}`);
  const from = writeDjangoDatabase({ auth_user: rows });
  const tell = { onSkip: () => {}, onProgress: () => {} };
  await importDjango(db, { from, areEmailsVerified: false, ...tell });
  await db.close();
});
afterAll(() => server?.stop());

it.each(kinds)(
  'a build signs in with a hash of Django’s %s, before and after the upgrade of the hash',
  async (kind) => {
    const signIn = (password: string) =>
      http.post('/api/jwt/create/', { email: `${kind}@example.com`, password });
    expect((await signIn(`${DJANGO_PASSWORD}!`)).status).toBe(401);
    expect((await signIn(DJANGO_PASSWORD)).status).toBe(200);
    expect((await signIn(DJANGO_PASSWORD)).status).toBe(200);
    expect((await signIn(`${DJANGO_PASSWORD}!`)).status).toBe(401);
  },
);

it('the gate lets in a user with a refresh cookie of Django’s', async () => {
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const claims = {
    token_type: 'refresh',
    exp,
    jti: '0123456789abcdef0123456789abcdef',
    user_id: 1,
  };
  const refresh = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode(KEY));
  const page = await http.get('/dashboard', cookieHeader({ refresh }));
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('Hello, Grace.');
});
