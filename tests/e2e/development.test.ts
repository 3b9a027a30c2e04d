import { expect, it } from 'vitest';
import { cookieHeader, HttpClient } from '../support/http-client';
import { nextMajor, startServer } from '../support/server';

// `next dev` of 13 would write over the build that the other tests run.
it.skipIf(nextMajor() === 13)('next dev works with no secret and no transport set', async () => {
  const unset = { JWT_SECRET: '', EMAIL_TRANSPORT: '' };
  const server = await startServer(unset, 'dev');
  const http = new HttpClient(server);
  const { refresh, email } = await http.newPerson('Ada');
  // The gate verifies and renews: the edge runtime has been given the generated secret as well.
  const page = await http.get('/dashboard', cookieHeader({ refresh }));
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('Hello, Ada.');
  await http.post('/api/users/reset_password/', { email });
  const mailbox = async () => (await http.get('/dev/mailbox')).text();
  await expect.poll(mailbox, { timeout: 20_000 }).toContain('Set a new password for Gatehouse');
  await server.stop();
});
