import { networkInterfaces } from 'node:os';
import { expect, it } from 'vitest';
import { cookieHeader, HttpClient } from '@/tests/support/http-client';
import { nextMajor, startServer } from '@/tests/support/server';

/** Returns an address of this machine in its network, if it has one. */
function ownAddress(): string | undefined {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
}

// `next dev` of 13 would overwrite the build that the other tests run.
it.skipIf(nextMajor() === 13)('next dev works with no secret and no transport set', async () => {
  const unset = { JWT_SECRET: '', EMAIL_TRANSPORT: '' };
  const server = await startServer(unset, 'dev');
  const http = new HttpClient(server);
  const { refresh, email } = await http.newPerson('Ada');
  expect(server.output()).not.toContain('Passwords are hashed on the event loop');
  // The gate verifies and renews, so the edge runtime has the generated secret as well.
  const page = await http.get('/dashboard', cookieHeader({ refresh }));
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('Hello, Ada.');
  await http.post('/api/users/reset_password/', { email });
  const mailbox = async () => (await http.get('/dev/mailbox')).text();
  await expect.poll(mailbox, { timeout: 20_000 }).toContain('Set a new password for Gatehouse');
  // `next dev` answers the whole network; only this machine may read the mails.
  const elsewhere = ownAddress();
  if (elsewhere) {
    const { port } = new URL(server.url);
    const other = new HttpClient({ url: `http://${elsewhere}:${port}` });
    expect((await other.get('/auth/login')).status).toBe(200);
    const claim = { 'x-gatehouse-socket-address': '127.0.0.1', 'x-forwarded-for': '127.0.0.1' };
    const answer = await other.get('/dev/mailbox', claim);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain('Set a new password');
  }
  await server.stop();
});
