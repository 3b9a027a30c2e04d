import { beforeEach, describe, expect, it } from 'vitest';
import { insertUser } from '@/db/repositories/accounts';
import { countMails, findFailedMails, queueMail, retryFailedMails } from '@/db/repositories/outbox';
import type { MailKind, User } from '@/db/schema';
import { createMailer } from '@/lib/server/email/mailer';
import { renderMail } from '@/lib/server/email/render';
import { DeliveryError } from '@/lib/server/email/transport';
import { startTestApp } from '../support/test-app';
import { userRow } from '../support/test-database';

const app = await startTestApp();
const { db, settings } = app.ctx;
const user = (await insertUser(db, userRow({ isActive: false }))) as User;
const queue = (kind: MailKind = 'activation', userId = user.id) =>
  queueMail(db, { kind, recipient: user.email, userId, now: app.clock.now() });

/** A mailer whose transport does as told. */
function mailerThat(act: () => Promise<void>) {
  let attempts = 0;
  const transport = async () => {
    attempts += 1;
    await act();
  };
  const mailer = createMailer({ ...app.ctx, now: app.clock.now, transport });
  return { drain: mailer.drain, attempts: () => attempts };
}

beforeEach(async () => {
  await db.query.delete(db.tables.outbox);
});

describe('a mail', () => {
  it('leaves no row once it is delivered', async () => {
    await queue();
    await mailerThat(async () => {}).drain();
    expect(await countMails(db)).toEqual({ waiting: 0, failed: 0 });
  });

  it('waits longer and longer while the transport is down, then arrives once', async () => {
    await queue();
    let isDown = true;
    const { drain, attempts } = mailerThat(async () => {
      if (isDown) throw new Error('connect ECONNREFUSED');
    });
    for (let hour = 0; hour < 24; hour += 1) {
      await drain();
      app.clock.advance(3600);
    }
    expect(attempts()).toBe(24);
    expect(await countMails(db)).toEqual({ waiting: 1, failed: 0 });
    isDown = false;
    await drain();
    await drain();
    expect(attempts()).toBe(25);
    expect(await countMails(db)).toEqual({ waiting: 0, failed: 0 });
  });

  it('that is rejected for good is kept with the reason, and can be tried anew', async () => {
    await queue();
    let isRejected = true;
    const { drain } = mailerThat(async () => {
      if (isRejected) throw new DeliveryError('permanent', 'Address is on the suppression list');
    });
    await drain();
    expect(await findFailedMails(db, 10)).toMatchObject([
      { recipient: user.email, attempts: 1, error: 'Address is on the suppression list' },
    ]);
    expect(app.logged.at(-1)).toMatchObject({ level: 'error', event: 'mail-failed' });
    expect(JSON.stringify(app.logged)).not.toContain(user.email);
    isRejected = false;
    expect(await retryFailedMails(db, app.clock.now())).toBe(1);
    await drain();
    expect(await countMails(db)).toEqual({ waiting: 0, failed: 0 });
  });

  it('that is throttled stops the round, and all arrive later', async () => {
    for (let i = 0; i < 30; i += 1) await queue();
    let isThrottled = true;
    const { drain, attempts } = mailerThat(async () => {
      if (isThrottled) throw new DeliveryError('throttled', 'Maximum sending rate exceeded.');
    });
    await drain();
    expect(attempts()).toBe(8);
    isThrottled = false;
    app.clock.advance(60);
    await drain();
    expect(await countMails(db)).toEqual({ waiting: 0, failed: 0 });
  });

  it('is never on its way more than eight at a time', async () => {
    for (let i = 0; i < 40; i += 1) await queue();
    let [underWay, most] = [0, 0];
    const { drain, attempts } = mailerThat(async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setTimeout(resolve, 1));
      underWay -= 1;
    });
    await Promise.all([drain(), drain(), drain()]);
    expect([attempts(), most]).toEqual([40, 8]);
  });
});

describe('the sender', () => {
  it('is ASCII whatever the site is called', async () => {
    await queue();
    let from = '';
    const named = { ...settings, SITE_NAME: 'Café “Grüße” des Nordens 日本' };
    const transport = async (message: { from: string }) => {
      from = message.from;
    };
    await createMailer({ ...app.ctx, settings: named, transport }).drain();
    const words = from.match(/=\?UTF-8\?B\?([\w+/=]+)\?=/g) ?? [];
    expect(words.every((word) => word.length <= 75)).toBe(true);
    const text = words.map((word) => Buffer.from(word.slice(10, -2), 'base64').toString()).join('');
    expect(text).toBe(named.SITE_NAME);
    expect(from).toMatch(/^[\x20-\x7e]+ <no-reply@localhost>$/);
  });
});

describe('renderMail', () => {
  const moving = { ...user, pendingEmail: 'new@example.com' };
  const kinds: [MailKind, RegExp, User?][] = [
    ['activation', /\/activation\/MQ\/[\w-]+$/m],
    ['account-created', /\/auth\/login$/m],
    ['password-reset', /\/password-reset\/MQ\/[\w-]+$/m],
    ['password-changed', /\/password-reset$/m],
    ['email-confirm', /\/email-change\/MQ\/[\w-]+$/m, { ...moving, pendingEmail: user.email }],
    ['email-changing', /\/email-undo\/MQ\/[\w-]+$/m, moving],
    ['email-reset', /\/email-reset\/MQ\/[\w-]+$/m],
    ['session-ended', /\/auth\/login$/m],
  ];
  const render = (kind: MailKind, about: User | null) => {
    const mail = { kind, recipient: user.email, subjectEmail: 'new@example.com' };
    return renderMail(mail, about, settings, app.clock.now());
  };

  it.each(kinds)('writes %s with a link of this site in text and HTML', (kind, link, about) => {
    const message = render(kind, about ?? user);
    const [path = ''] = link.exec(message?.text ?? '') ?? [];
    expect(message?.text).toContain(`http://localhost:3000${path}`);
    expect(message?.html).toContain(`href="http://localhost:3000${path}"`);
    expect(message?.subject).toContain('Gatehouse');
    expect(message?.to).toBe(user.email);
  });

  it('writes to nobody where there is nobody', () => {
    for (const [kind] of kinds) expect(render(kind, null)).toBeNull();
  });

  it('sends no link to an address that is the account’s no more', () => {
    const moved = { ...user, email: 'moved@example.com' };
    for (const kind of ['activation', 'password-reset', 'email-reset', 'email-confirm'] as const) {
      expect(render(kind, moved)).toBeNull();
    }
    expect(render('password-changed', moved)).not.toBeNull();
  });

  it('sends nobody to activate what is active', () => {
    expect(render('activation', { ...user, isActive: true })).toBeNull();
  });
});
