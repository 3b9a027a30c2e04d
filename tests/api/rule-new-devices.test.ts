import { expect, it } from 'vitest';
import { ada, signInWith, signUp } from '../support/people';
import { startTestApp, withChanged } from '../support/test-app';

const app = await startTestApp();
await signUp();
const told = async () =>
  (await app.mails()).filter(({ subject }) => subject === 'A new device on Gatehouse');

it('the owner is told of a new device, and neither of the first nor of a known one', async () => {
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
