import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { json } from '@/tests/support/social/local-server';
import { ada, pair, startStandIn } from '@/tests/support/social/named-provider';
import { signIn } from '@/tests/support/social/sign-in';

const { fake, url, provider, says } = await startStandIn();

describe('Facebook', () => {
  const facebook = provider('facebook', pair('SOCIAL_AUTH_FACEBOOK'));
  const me = { id: '10220', first_name: 'Ada', last_name: 'King', name: 'Ada King' };

  it('is asked with PKCE, gets a proof of our secret, and never confirms an address', async () => {
    says(null, { ...me, email: ada.email });
    expect(await signIn(facebook, fake)).toEqual({
      ...ada,
      subject: '10220',
      isEmailVerified: false,
    });
    const { searchParams } = fake.arrivals.at(-1)?.url ?? new URL(url);
    const proof = createHmac('sha256', 'our secret/+:%').update(fake.accessToken).digest('hex');
    expect(searchParams.get('appsecret_proof')).toBe(proof);
    says(null, me);
    expect(await signIn(facebook, fake)).toMatchObject({ email: null, isEmailVerified: false });
  });
});

describe('GitHub', () => {
  const github = provider('github', pair('SOCIAL_AUTH_GITHUB'));
  const user = { id: 583231, login: 'ada', name: 'Ada King', email: 'shown@example.com' };
  const list = (verified: unknown) => [
    { email: 'other@example.com', primary: false, verified: true },
    { email: ada.email, primary: true, verified },
  ];

  it('signs in by the primary address of its list, not by that of the profile', async () => {
    says(null, user, list(true));
    expect(await signIn(github, fake, { iss: url })).toEqual({ ...ada, subject: '583231' });
    says(null, user, list(false));
    expect(await signIn(github, fake)).toMatchObject({ email: ada.email, isEmailVerified: false });
    says(null, { ...user, name: null }, []);
    expect(await signIn(github, fake)).toMatchObject({ email: null, firstName: 'ada' });
    await expect(signIn(github, fake, { iss: 'https://evil.example' })).rejects.toThrow('issuer');
  });
});

describe('GitHub without the permission to read addresses', () => {
  const github = provider('github', pair('SOCIAL_AUTH_GITHUB'));

  it.each([403, 404])('answers %i, and the sign-in goes on without an address', async (status) => {
    says(null, { id: 583231, name: 'Ada King', email: 'shown@example.com' });
    fake.pages['/emails'] = json({ message: 'Resource not accessible by integration' }, status);
    expect(await signIn(github, fake)).toEqual({
      ...ada,
      subject: '583231',
      email: null,
      isEmailVerified: false,
    });
  });

  it('counts as unreachable if it was asked too often', async () => {
    says(null, { id: 583231, name: 'Ada King' });
    for (const header of [{ 'x-ratelimit-remaining': '0' }, { 'retry-after': '60' }]) {
      fake.pages['/emails'] = (response) => response.writeHead(403, header).end('{}');
      await expect(signIn(github, fake)).rejects.toMatchObject({ kind: 'unreachable' });
    }
  });

  it('is refused for any other answer', async () => {
    says(null, { id: 583231, name: 'Ada King' });
    for (const page of [json({}, 401), json({}, 500), json(null), json({ message: 'x' })]) {
      fake.pages['/emails'] = page;
      await expect(signIn(github, fake)).rejects.toThrow();
    }
  });
});

describe('Discord', () => {
  const discord = provider('discord', pair('SOCIAL_AUTH_DISCORD'));

  it('confirms an address by its flag', async () => {
    const user = { id: '80351110224678912', global_name: 'Ada King', email: ada.email };
    says(null, { ...user, verified: true });
    expect(await signIn(discord, fake)).toEqual({ ...ada, subject: user.id });
    says(null, { ...user, verified: 'TRUE', global_name: null });
    expect(await signIn(discord, fake)).toMatchObject({ isEmailVerified: false, firstName: '' });
  });
});

describe.each(['facebook', 'github', 'discord'])('an id from %s', (slug) => {
  const bad = ['', '0', 0, -1, 1.5, 2 ** 53, '1 ', 'x', null, undefined, {}, [1], true];

  it.each(bad.map((id) => [id]))('that is %j is refused', async (id) => {
    says(null, { id, name: 'x' }, []);
    const oauth = provider(slug, pair(`SOCIAL_AUTH_${slug.toUpperCase()}`));
    await expect(signIn(oauth, fake)).rejects.toMatchObject({ kind: 'refused' });
  });
});
