import type { AddressInfo } from 'node:net';
import serveSes from 'aws-ses-v2-local';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HttpClient } from '@/tests/support/http-client';
import { linkOf } from '@/tests/support/links';
import { PASSWORD } from '@/tests/support/password';
import { type RunningServer, startServer } from '@/tests/support/server';

let ses: Awaited<ReturnType<typeof serveSes>>;
let sesUrl: string;
let server: RunningServer;
let http: HttpClient;

beforeAll(async () => {
  ses = await serveSes({ host: '127.0.0.1', port: 0 });
  sesUrl = `http://127.0.0.1:${(ses.address() as AddressInfo).port}`;
  server = await startServer({
    EMAIL_TRANSPORT: 'ses',
    AWS_SES_REGION_NAME: 'eu-central-1',
    AWS_SES_FROM_EMAIL: 'hello@example.com',
    AWS_SES_ACCESS_KEY_ID: 'test',
    AWS_SES_SECRET_ACCESS_KEY: 'test',
    AWS_SES_ENDPOINT: sesUrl,
    SEND_ACTIVATION_EMAIL: 'true',
    SEND_CONFIRMATION_EMAIL: 'true',
    REFRESH_REUSE_GRACE: '0s',
  });
  http = new HttpClient(server);
});

afterAll(async () => {
  await server?.stop();
  ses?.close();
});

interface StoredMail {
  destination: { to: string[] };
  subject: string;
  body: { text: string; html: string };
}

/** Returns the newest mail to an address whose subject starts with a text, once SES has `count`. */
async function mailTo(email: string, subject: string, count = 1): Promise<StoredMail> {
  const find = async () => {
    const { emails } = (await (await fetch(`${sesUrl}/store`)).json()) as { emails: StoredMail[] };
    const isIt = (m: StoredMail) => m.destination.to[0] === email && m.subject.startsWith(subject);
    const found = emails.filter(isIt);
    return found.length >= count ? found.at(-1) : undefined;
  };
  await expect.poll(find, { timeout: 10_000 }).toBeDefined();
  const mail = await find();
  if (!mail) throw new Error(`no mail to ${email}`);
  return mail;
}

/** Returns the link in a mail, after checking that it leads to a page with `heading`. */
async function workingLink(mail: StoredMail, heading: string) {
  const { url, uid, token } = linkOf(mail.body);
  expect(url.startsWith(`${server.url}/`)).toBe(true);
  const html = await (await fetch(url)).text();
  expect(html).toContain(heading);
  expect(html).not.toContain('does not work any more');
  return { uid, token };
}

it('delivers each mail through Amazon SES, with a link that works', async () => {
  const names = { first_name: 'Ada', last_name: 'Lovelace' };
  const email = 'ada@example.com';
  const form = { ...names, email, password: PASSWORD, re_password: PASSWORD };
  const post = async (path: string, body: object, headers = {}) => {
    const answer = await http.post(`/api/users/${path}`, body, headers);
    expect(answer.ok, path).toBe(true);
  };
  await post('', form);
  const activation = await mailTo(email, 'Activate');
  await post('activation/', await workingLink(activation, 'Activate your account'));
  await workingLink(await mailTo(email, 'Your account on'), 'Sign in');

  await post('reset_password/', { email });
  const reset = await workingLink(await mailTo(email, 'Set a new'), 'Set a new password');
  const password = 'an0ther-good-one';
  const passwords = { new_password: password, re_new_password: password };
  await post('reset_password_confirm/', { ...reset, ...passwords });
  await workingLink(await mailTo(email, 'Your password on'), 'Forgot your password?');

  const signedIn = await http.post('/api/jwt/create/', { email, password });
  const { access, refresh } = (await signedIn.json()) as { access: string; refresh: string };
  const change = { new_email: 'new@example.com', current_password: password };
  await post('set_email/', change, { authorization: `Bearer ${access}` });
  const confirm = await mailTo('new@example.com', 'Confirm');
  const undo = await workingLink(await mailTo(email, 'Your address'), 'Keep your old address');
  await post('set_email_confirm/', await workingLink(confirm, 'Confirm your new address'));
  await workingLink(await mailTo(email, 'Your address on Gatehouse was'), 'Keep your old address');
  await post('set_email_undo/', undo);
  const back = await workingLink(await mailTo(email, 'Set a new', 2), 'Set a new password');
  await post('reset_password_confirm/', { ...back, ...passwords });

  await post('reset_email/', { email });
  const other = await workingLink(await mailTo(email, 'Change your'), 'Choose another address');
  await post('reset_email_confirm/', { ...other, new_email: 'third@example.com' });

  const again = await http.post('/api/jwt/create/', { email: 'third@example.com', password });
  const tokens = (await again.json()) as { refresh: string };
  expect(tokens.refresh).not.toBe(refresh);
  await http.post('/api/jwt/refresh/', tokens);
  await http.post('/api/jwt/refresh/', tokens);
  await workingLink(await mailTo('third@example.com', 'A session of yours'), 'Sign in');
});
