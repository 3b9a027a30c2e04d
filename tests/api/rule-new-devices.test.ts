import { expect, it } from 'vitest';
import * as reset from '@/app/api/users/reset_password/route';
import * as confirm from '@/app/api/users/reset_password_confirm/route';
import { ApiClient } from '@/tests/support/api-client';
import { PASSWORD } from '@/tests/support/password';
import { ada, linkIn, signInWith, signUp, USER_AGENTS } from '@/tests/support/people';
import { startTestApp, withChanged } from '@/tests/support/test-app';

const app = await startTestApp();
await signUp();
const told = async () =>
  (await app.mails()).filter(({ subject }) => subject === 'A new device on Gatehouse');

it('a mail tells the owner of a new device, but not of the first or a known one', async () => {
  await signInWith('Firefox', app);
  await signInWith('Firefox', app);
  expect(await told()).toEqual([]);
  const { at } = await signInWith('Chrome', app);
  await signInWith('Chrome', app);
  await signInWith('Firefox', app);
  const [mail, ...others] = await told();
  expect(others).toEqual([]);
  expect(mail?.to).toBe(ada.email);
  expect(mail?.text).toContain('signed in to with Chrome on Windows');
  expect(mail?.text).toContain(`${at.slice(0, 16).replace('T', ' ')} UTC`);
});

it('unless the setting says otherwise', async () => {
  await signUp({ email: 'bob@example.com' });
  await withChanged(app.ctx.settings, { NEW_DEVICE_EMAIL: false }, async () => {
    await signInWith('Firefox', app, 'bob@example.com');
    await signInWith('Chrome', app, 'bob@example.com');
  });
  expect((await told()).filter(({ to }) => to === 'bob@example.com')).toEqual([]);
});

it('of one that reset the password as well, once it signs in', async () => {
  const email = 'carol@example.com';
  await signUp({ email });
  await signInWith('Firefox', app, email);
  await new ApiClient().call(reset, 'POST', '/api/users/reset_password/', { body: { email } });
  const link = linkIn((await app.mails()).filter(({ to }) => to === email).at(-1));
  const body = { ...link, new_password: PASSWORD, re_new_password: PASSWORD };
  const headers = { 'user-agent': USER_AGENTS.Chrome };
  const path = '/api/users/reset_password_confirm/';
  const answer = await new ApiClient().call(confirm, 'POST', path, { body, headers });
  expect(answer.status).toBe(204);
  await signInWith('Chrome', app, email);
  expect((await told()).filter(({ to }) => to === email)).toHaveLength(1);
});
