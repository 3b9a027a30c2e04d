import { beforeEach, expect, it } from 'vitest';
import { createMailer } from '@/lib/server/mail/mailer';
import { accept, startFakeSes } from '@/tests/support/fake-ses';
import { addMail, addPerson, outboxRows } from '@/tests/support/mail-app';
import { startTestApp } from '@/tests/support/test-app';

const ses = await startFakeSes();
const slow = await startFakeSes();

/** Has the slow server accept the mails that it holds. */
let replies: (() => void)[];

beforeEach(() => {
  replies = [];
  slow.requests = 0;
  slow.answer = (...exchange) => void replies.push(() => accept(...exchange));
});

/** An app whose mails go to the slow server, with `count` of them waiting. */
async function appWithMails(count: number) {
  const app = await startTestApp(slow.settings);
  const ada = await addPerson(app.ctx);
  for (let n = 0; n < count; n += 1) await addMail(app.ctx, ada);
  return app;
}

it('a process that ends lets mails that are on their way arrive, leaves the others queued and delivers no more', async () => {
  const app = await appWithMails(9);
  const draining = app.ctx.mail.drain();
  await expect.poll(() => replies.length).toBe(8);
  const stopped = app.ctx.mail.stop(60_000);
  for (const reply of replies) reply();
  await Promise.all([stopped, draining]);
  await app.ctx.mail.drain();
  expect(slow.requests).toBe(8);
  expect(await outboxRows(app.ctx)).toMatchObject([{ attempts: 0, claimedUntil: null }]);
});

it('a process that ends gives mails up that do not arrive in time, and another process sends them at once', async () => {
  const app = await appWithMails(3);
  const draining = app.ctx.mail.drain();
  await expect.poll(() => replies.length).toBe(3);
  await app.ctx.mail.stop(0);
  const settings = { ...app.ctx.settings, AWS_SES_ENDPOINT: ses.settings.AWS_SES_ENDPOINT };
  const other = createMailer({ ...app.ctx, settings });
  await other.drain();
  expect(ses.requests).toBe(3);
  expect(await outboxRows(app.ctx)).toEqual([]);
  for (const reply of replies) reply();
  await draining;
});
