import { expect, it } from 'vitest';
import * as setEmailConfirm from '@/app/api/users/set_email_confirm/route';
import { claimDueMails, postponeMail, retryFailedMails } from '@/db/repositories/outbox';
import { ApiClient } from '@/tests/support/api-client';
import { Stranger } from '@/tests/support/mail-sequences';
import { linkIn } from '@/tests/support/people';
import { startSocialApp } from '@/tests/support/social/social-app';
import { editUser } from '@/tests/support/test-app';

const app = await startSocialApp({ RATE_LIMIT: 'on' });
const { db, mail, now } = app.ctx;

/** Subjects of the mails to an address so far. */
const subjectsTo = async (email: string) =>
  (await app.mails()).filter(({ to }) => to === email).map(({ subject }) => subject);

/** Follows the link that has come to a new address. */
async function confirm(email: string) {
  const link = linkIn((await app.mails()).find(({ to }) => to === email));
  const path = '/api/users/set_email_confirm/';
  return (await new ApiClient().call(setEmailConfirm, 'POST', path, { body: link })).status;
}

const CHANGED = 'Your address on Gatehouse was changed';

it('an unconfirmed account that changes its address tells the old one, whatever was tried before', async () => {
  const owner = 'owner@example.com';
  const thief = new Stranger(app, owner);
  await thief.join();
  await thief.changePassword();
  await mail.drain();
  // A change that is refused uses up no notice.
  await thief.askForAddress('taken@example.net');
  await new Stranger(app, owner).signUp('taken@example.net');
  expect(await confirm('taken@example.net')).toBe(400);
  await thief.askForAddress('thief@example.net');
  expect(await confirm('thief@example.net')).toBe(204);
  const subjects = await subjectsTo(owner);
  expect(subjects.toSorted()).toEqual([CHANGED, 'Your password on Gatehouse was changed']);
});

it('a confirmed account hears of everything that matters', async () => {
  const owner = 'confirmed@example.com';
  const thief = new Stranger(app, owner);
  await thief.signUp();
  await editUser(app.ctx, owner, { emailVerifiedAt: now() });
  await thief.signIn();
  for (let i = 0; i < 9; i += 1) await thief.signIn(owner, `Firefox/${100 + i}.0 OPR/${i}`);
  await mail.drain();
  await thief.changePassword();
  await thief.askForAddress('elsewhere@example.net');
  expect(await confirm('elsewhere@example.net')).toBe(204);
  // Mails of the same second come in any order.
  const subjects = (await subjectsTo(owner)).filter((subject) => /changed/.test(subject));
  expect(subjects.toSorted()).toEqual([
    'Your address on Gatehouse is being changed',
    CHANGED,
    'Your password on Gatehouse was changed',
  ]);
});

it('a notice that failed and is tried again is no second one', async () => {
  const owner = 'retried@example.com';
  const stranger = new Stranger(app, owner);
  await stranger.join();
  await stranger.changePassword();
  const until = new Date(now().getTime() + 60_000);
  await mail.drain();
  expect(await subjectsTo(owner)).toHaveLength(1);
  // Counted, and then the mail server refused it for good.
  await db.query.delete(db.tables.rateLimits);
  await stranger.changePassword();
  const { outbox } = db.tables;
  await db.query.update(outbox).set({ isCounted: true });
  const [claimed] = await claimDueMails(db, { limit: 1, now: now(), until });
  if (!claimed) throw new Error('no mail');
  await postponeMail(db, claimed, { dueAt: null, error: 'refused', now: now() });
  await app.ctx.limits.tryCount(['mail-unconfirmed', owner]);
  await retryFailedMails(db, now());
  expect(await subjectsTo(owner)).toHaveLength(2);
});
