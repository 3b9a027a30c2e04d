import { expect, it } from 'vitest';
import { changeAccount } from '@/db/repositories/accounts';
import { findClaim, insertingClaim } from '@/db/repositories/identity-claims';
import { findUserByEmail } from '@/db/repositories/users';
import { findClaimDetails } from '@/lib/server/identities/pending-details';
import { signClaim } from '@/lib/server/links/claim-token';
import { signUp } from '@/tests/support/people';
import { startTestApp } from '@/tests/support/test-app';

const app = await startTestApp();

/** A claim to this address that is made now, and the link that goes there. */
async function claimTo(email: string) {
  const { db, settings, now } = app.ctx;
  const who = { provider: 'google', subject: email, firstName: 'Ada', lastName: 'Lovelace' };
  const claim = { ...who, id: `claim-${email}`, email, device: 'a hash', createdAt: now() };
  await insertingClaim(db, claim);
  return { uid: claim.id, token: signClaim(claim, settings) };
}

it('tells provider and address, as often as the page is opened, and spends nothing', async () => {
  const link = await claimTo('new@example.com');
  const details = { provider: 'Google', email: 'new@example.com', endsPassword: false };
  expect(await findClaimDetails(app.ctx, link)).toEqual(details);
  expect(await findClaimDetails(app.ctx, link)).toEqual(details);
  expect(await findClaim(app.ctx.db, link.uid)).not.toBeNull();
  expect(app.logged.filter((line) => JSON.stringify(line).includes('link-refused'))).toEqual([]);
});

it('says that a password goes only where nobody has shown that the address is theirs', async () => {
  const email = 'taken@example.com';
  await signUp({ email });
  const link = await claimTo(email);
  expect((await findClaimDetails(app.ctx, link))?.endsPassword).toBe(true);
  const user = await findUserByEmail(app.ctx.db, email);
  if (user) await changeAccount(app.ctx.db, user, { emailVerifiedAt: app.ctx.now() }, []);
  expect((await findClaimDetails(app.ctx, link))?.endsPassword).toBe(false);
});

it('knows nothing of a link that is forged, another one’s or an hour old', async () => {
  const link = await claimTo('ada@example.com');
  const other = await claimTo('bob@example.com');
  const wrong = [
    { uid: link.uid, token: other.token },
    { ...link, token: '' },
    { ...link, uid: '' },
  ];
  for (const one of wrong) expect(await findClaimDetails(app.ctx, one)).toBeNull();
  app.clock.advance(3599);
  expect(await findClaimDetails(app.ctx, link)).not.toBeNull();
  app.clock.advance(1);
  expect(await findClaimDetails(app.ctx, link)).toBeNull();
});
