import { describe, expect, it } from 'vitest';
import { LIMITS, type LimitName } from '@/lib/shared/limits';
import { Stranger } from '@/tests/support/mail-sequences';
import { startSocialApp } from '@/tests/support/social/social-app';
import { withChanged } from '@/tests/support/test-app';

const app = await startSocialApp({ RATE_LIMIT: 'on', ACCESS_TOKEN_LIFETIME: '2h' });

/** Rounds of an hour, and how often each of them does the same again. */
const [ROUNDS, AGAIN] = [12, 3];

const perHour = (limit: LimitName) =>
  LIMITS[limit].atOnce + Math.ceil(3600 / LIMITS[limit].everySeconds);

/** Mails that the table of limits lets through to one address in an hour, at its worst. */
const LINKS = perHour('mail-link');
const RESETS = perHour('mail-recipient');
const NOTICES = LIMITS['mail-unconfirmed'].atOnce;

interface Sequence {
  start?: (stranger: Stranger) => Promise<unknown>;
  again: (stranger: Stranger) => Promise<unknown>;
  /** Mails at the most. */
  atMost: number;
  settings?: Record<string, boolean>;
}

const join = (stranger: Stranger) => stranger.join();

const SEQUENCES: Record<string, Sequence> = {
  'changes the password to and fro': {
    start: join,
    again: (stranger) => stranger.changePassword(),
    atMost: NOTICES,
  },
  'signs in with ever new browsers': {
    start: join,
    again: (stranger) =>
      stranger.signIn(undefined, `Firefox/${Math.floor(performance.now())}.0 OPR/1`),
    atMost: NOTICES,
  },
  'asks for sixty other addresses': {
    start: join,
    again: (stranger) => stranger.askForAddress(stranger.newAddress()),
    atMost: NOTICES,
  },
  'asks for this address with an account of their own': {
    start: (stranger) => stranger.join(stranger.newAddress()),
    again: (stranger) => stranger.askForAddress('victim@example.com'),
    atMost: LINKS,
  },
  'asks for this address with ever new accounts': {
    again: async (stranger) => {
      await stranger.join(stranger.newAddress());
      await stranger.askForAddress('victim@example.com');
    },
    atMost: LINKS,
  },
  'asks for new passwords': {
    start: join,
    again: (stranger) => stranger.ask('reset_password'),
    atMost: RESETS + NOTICES,
  },
  'asks for resets of the address': {
    start: join,
    again: (stranger) => stranger.ask('reset_email'),
    atMost: LINKS + NOTICES,
  },
  'signs up and asks for the activation again': {
    start: join,
    again: (stranger) => stranger.ask('resend_activation'),
    // And the one that the sign-up sends.
    atMost: RESETS + 1,
    settings: { SEND_ACTIVATION_EMAIL: true },
  },
  'signs up, deletes the account and signs up again': {
    again: async (stranger) => {
      await stranger.join();
      await app.ctx.mail.drain();
      await stranger.delete();
    },
    atMost: NOTICES,
    settings: { SEND_CONFIRMATION_EMAIL: true },
  },
  'signs up, moves the account away and signs up again': {
    again: async (stranger) => {
      await stranger.join();
      await stranger.moveAwayAndDelete();
    },
    atMost: 2 * NOTICES,
  },
  'names this address for accounts that came without one': {
    again: (stranger) => stranger.nameVictim(),
    atMost: LINKS,
  },
  'comes from a provider that tells this address and does not vouch for it': {
    again: (stranger) => stranger.comeWithVictimsAddress(),
    atMost: LINKS,
  },
  'replays spent tokens': {
    start: join,
    again: (stranger) => stranger.replay(),
    atMost: NOTICES,
  },
  'links and unlinks accounts': {
    start: join,
    again: (stranger) => stranger.linkAndUnlink(),
    atMost: NOTICES,
  },
};

/** Mails to the victim while a sequence goes on for an hour. */
async function bomb(sequences: Sequence[]): Promise<string[]> {
  const { db } = app.ctx;
  await db.query.delete(db.tables.users);
  await db.query.delete(db.tables.rateLimits);
  const before = (await app.mails()).length;
  const stranger = new Stranger(app, 'victim@example.com');
  for (const { start } of sequences) await start?.(stranger);
  const until = app.clock.now().getTime() + 3_600_000;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let i = 0; i < AGAIN; i += 1) for (const { again } of sequences) await again(stranger);
    await app.ctx.mail.drain();
    const left = (until - app.clock.now().getTime()) / 1000;
    app.clock.advance(Math.max(0, left / (ROUNDS - round)));
  }
  const mails = (await app.mails()).slice(before);
  return mails.filter(({ to }) => to === 'victim@example.com').map(({ subject }) => subject);
}

describe('an address that is not theirs gets few mails in an hour if a stranger', () => {
  it.each(Object.entries(SEQUENCES))('%s', async (_, sequence) => {
    const subjects = await withChanged(app.ctx.settings, sequence.settings ?? {}, () =>
      bomb([sequence]),
    );
    expect(subjects.length, subjects.join('\n')).toBeLessThanOrEqual(sequence.atMost);
    // The first one does come: the mails are limited, not switched off.
    expect(subjects.length).toBeGreaterThan(0);
  });

  it('does most of these at once', async () => {
    const mixed = Object.values(SEQUENCES).filter(({ settings }) => !settings);
    const subjects = await bomb(mixed.slice(0, 7));
    expect(subjects.length, subjects.join('\n')).toBeLessThanOrEqual(LINKS + RESETS + NOTICES);
  });
});
