import { describe, expect, it } from 'vitest';
import { insertUser } from '@/db/repositories/accounts';
import type { MailKind, User } from '@/db/tables/schema';
import { renderMail } from '@/lib/server/mail/render';
import { startTestApp, withChanged } from '@/tests/support/test-app';
import { sessionRow, userRow } from '@/tests/support/test-database';

const app = await startTestApp();
const { db, settings } = app.ctx;
const user = (await insertUser(db, userRow({ isActive: false }))) as User;

describe('renderMail', () => {
  const change = {
    id: 'a-change',
    userId: user.id,
    oldEmail: user.email,
    newEmail: 'new@example.com',
    askedAt: app.clock.now(),
    confirmedAt: null,
  };
  const nothing = { session: null, pending: null, provider: null, linked: [] };
  const kinds: [MailKind, RegExp][] = [
    ['activation', /\/activation\/MQ\/[\w-]+$/m],
    ['account-created', /\/auth\/login$/m],
    ['password-reset', /\/password-reset\/MQ\/[\w-]+$/m],
    ['password-changed', /\/password-reset$/m],
    ['email-confirm', /\/email-change\/MQ\/[\w-]+$/m],
    ['email-changing', /\/email-undo\/MQ\/[\w-]+$/m],
    ['email-changed', /\/email-undo\/MQ\/[\w-]+$/m],
    ['email-reset', /\/email-reset\/MQ\/[\w-]+$/m],
    ['username-reset', /\/username-reset\/MQ\/[\w-]+$/m],
    ['new-device', /\/account$/m],
    ['session-ended', /\/auth\/login$/m],
    ['identity-linked', /\/account$/m],
    ['identity-unlinked', /\/password-reset$/m],
  ];
  const render = (kind: MailKind, about: User | null, linked: string[] = []) => {
    const mail = { kind, recipient: user.email };
    const session = sessionRow({ userId: user.id, createdAt: app.clock.now() });
    const subject = { user: about, change, session, pending: null, provider: 'github', linked };
    return renderMail(mail, subject, settings, app.clock.now());
  };

  it.each(kinds)('writes %s with a link of this site in text and HTML', (kind, link) => {
    const message = render(kind, user);
    const [path = ''] = link.exec(message?.text ?? '') ?? [];
    expect(message?.text).toContain(`http://localhost:3000${path}`);
    expect(message?.html).toContain(`href="http://localhost:3000${path}"`);
    expect(message?.subject).toContain('Gatehouse');
    expect(message?.to).toBe(user.email);
  });

  it('leads to the front end that the settings name, for the pages that they name there', async () => {
    const pages = {
      FRONTEND_URL: 'https://app.example.com/app',
      ACTIVATION_URL: '#/activate/{uid}/{token}',
      PASSWORD_RESET_CONFIRM_URL: 'reset?token={token}&uid={uid}',
    };
    const linksTo = async (kind: MailKind) => {
      const message = await withChanged(settings, pages, async () => render(kind, user));
      return /^http\S+$/m.exec(message?.text ?? '')?.[0];
    };
    expect(await linksTo('activation')).toMatch(
      /^https:\/\/app\.example\.com\/app\/#\/activate\/MQ\/[\w-]+$/,
    );
    expect(await linksTo('password-reset')).toMatch(
      /^https:\/\/app\.example\.com\/app\/reset\?token=[\w-]+&uid=MQ$/,
    );
    expect(await linksTo('email-reset')).toMatch(/^http:\/\/localhost:3000\/email-reset\/MQ\//);
    expect(await linksTo('password-changed')).toBe('http://localhost:3000/password-reset');
  });

  it('writes no mail about an account that is gone', () => {
    for (const [kind] of kinds) expect(render(kind, null)).toBeNull();
  });

  it('sends no link to an address that the account no longer has', () => {
    const moved = { ...user, email: 'moved@example.com' };
    for (const kind of ['activation', 'password-reset', 'email-reset', 'username-reset'] as const) {
      expect(render(kind, moved)).toBeNull();
    }
    expect(render('password-changed', moved)).not.toBeNull();
  });

  it('names the linked accounts that still sign in when a password was changed', () => {
    const message = render('password-changed', user, ['github', 'google', 'gone']);
    expect(message?.text).toContain('Still linked to your account: GitHub, Google, and gone.');
    expect(message?.html).toContain('GitHub, Google, and gone');
    expect(render('password-changed', user)?.text).not.toContain('linked');
  });

  it.each([
    [0, 'a day'],
    [1800, 'a day'],
    [2 * 3600, '22 hours'],
    [22.6 * 3600, 'an hour'],
    [23.9 * 3600, 'less than an hour'],
  ])(
    'says for how long the link to a new address is good, %d s after it was asked for',
    (age, words) => {
      const askedAt = new Date(app.clock.now().getTime() - age * 1000);
      const subject = { ...nothing, user, change: { ...change, askedAt } };
      const mail = { kind: 'email-confirm', recipient: change.newEmail } as const;
      const message = renderMail(mail, subject, settings, app.clock.now());
      expect(message?.text).toContain(`The link works for ${words}.`);
    },
  );

  it('sends no link to a new address once its change is over', () => {
    const subject = { ...nothing, user, change: { ...change, confirmedAt: app.clock.now() } };
    const mail = { kind: 'email-confirm', recipient: change.newEmail } as const;
    expect(renderMail(mail, subject, settings, app.clock.now())).toBeNull();
  });

  it('sends no activation link for an active account', () => {
    expect(render('activation', { ...user, isActive: true })).toBeNull();
  });

  it('sends the link of a pending identity to its present address alone', () => {
    const pending = {
      id: 'a-pending',
      provider: 'github',
      subject: '4711',
      email: 'pending@example.com',
      firstName: '<b>Mallory</b>',
      lastName: 'http://evil.example',
      device: 'a-device',
      createdAt: app.clock.now(),
    };
    const ask = (recipient: string, about: typeof pending | null) => {
      const subject = {
        user: null,
        change: null,
        session: null,
        pending: about,
        provider: null,
        linked: [],
      };
      const mail = { kind: 'identity-confirm', recipient } as const;
      return renderMail(mail, subject, settings, app.clock.now());
    };
    const message = ask(pending.email, pending);
    expect(message).toMatchObject({
      to: pending.email,
      subject: 'Is this you, signing in to Gatehouse?',
      text: expect.stringMatching(
        /localhost:3000\/identity-confirm\/a-pending\/[0-9a-z]{6}-[\w-]{43}$/m,
      ),
    });
    // A stranger chose these words at the provider.
    expect(`${message?.text}${message?.html}`).not.toMatch(/Mallory|evil/);
    expect(ask('former@example.com', pending)).toBeNull();
    expect(ask(pending.email, null)).toBeNull();
  });
});
