import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ApiClient } from '@/tests/support/api-client';
import { signUp } from '@/tests/support/people';
import { actors } from '@/tests/support/social/every-provider';
import {
  hijackingWays,
  MALLORY,
  stranger,
  tenantOf,
  type Way,
} from '@/tests/support/social/hijacking-ways';
import { rowsOf, startSocialApp, vera } from '@/tests/support/social/social-app';
import { editUser } from '@/tests/support/test-app';

// The address of an account here is named by a provider that does not quite confirm it: each answer
// comes from a stranger whose account at the provider has, or seems to have, the owner's address.

const app = await startSocialApp({ ...actors.microsoft.settings, ...actors.linkedin.settings });
const { fake } = app;
const pages = { ...fake.pages };

const ways = hijackingWays(fake.url);

beforeAll(async () => {
  await signUp({ email: vera.email });
  await editUser(app.ctx, vera.email, { emailVerifiedAt: app.clock.now() });
});

beforeEach(async () => {
  const { db } = app.ctx;
  await db.query.delete(db.tables.identities);
  // Nothing of the provider's stays in memory.
  app.clock.advance(3600);
});

async function end({ slug, idToken, userInfo, metadata = {}, callback = {} }: Way) {
  Object.assign(fake, { claims: { ...stranger, ...idToken }, metadata, pages: { ...pages } });
  if (userInfo) fake.pages['/userinfo'] = fake.forBearer(userInfo);
  const client = new ApiClient('browser');
  const visit = await app.begin(client, slug);
  const answer = await app.complete(client, { ...visit.callback, ...callback }, slug);
  if (answer.status === 201) {
    expect(answer.json).toEqual({ user: MALLORY });
    return 'an account of their own';
  }
  expect(answer.cookies).toEqual([]);
  const code = answer.headers.get('x-error-code') ?? '';
  return { confirm_email: 'mail', name_email: 'asks for an address' }[code] ?? 'refused';
}

describe('an account whose address a provider does not quite confirm stays its owner’s: by', () => {
  it.each(ways)('%s', async (_, way) => {
    const [owner] = (await rowsOf(app)).users;
    expect(await end(way)).toBe(way.end);
    const after = await rowsOf(app);
    expect(after.users.find(({ email }) => email === vera.email)).toEqual(owner);
    expect(after.identities.filter(({ userId }) => userId === owner?.id)).toEqual([]);
    expect(after.sessions.filter(({ userId }) => userId === owner?.id)).toEqual([]);
  });

  it('none of that, each answer being right but for the one thing', async () => {
    for (const slug of ['oidc', 'google', 'linkedin', 'microsoft'] as const) {
      const right =
        slug === 'microsoft'
          ? { ...tenantOf(fake.url), xms_edov: '1' }
          : { email_verified: 'true' };
      Object.assign(fake, { claims: { ...stranger, ...right }, metadata: {}, pages: { ...pages } });
      const client = new ApiClient('browser');
      const { callback } = await app.begin(client, slug);
      expect((await app.complete(client, callback, slug)).json).toEqual({ user: vera.email });
    }
  });
});
