import type {
  EmailChange,
  MailKind,
  OutboxMail,
  PendingIdentity,
  Session,
  User,
} from '@/db/tables/schema';
import { deviceName } from '@/lib/server/audit/device-name';
import {
  type AccountPurpose,
  EMAIL_UNDO_SECONDS,
  encodeUid,
  signLink,
} from '@/lib/server/links/token';
import { linkAddress } from '@/lib/server/mail/link-address';
import {
  accountCreated,
  activation,
  emailChanged,
  emailChanging,
  emailConfirm,
  identityConfirm,
  identityLinked,
  identityUnlinked,
  loginReset,
  newDevice,
  passwordChanged,
  passwordReset,
  sessionEnded,
  type Words,
} from '@/lib/server/mail/messages';
import { composeMessage, type Message } from '@/lib/server/mail/transports/message';
import { providerLabel } from '@/lib/server/settings/provider-label';
import type { Settings } from '@/lib/server/settings/settings';
import { routes } from '@/lib/shared/routes';
import { ageSeconds, HOUR_SECONDS } from '@/lib/shared/time';

/** The rows that a queued mail is about, as far as they still exist. */
export interface MailSubject {
  user: User | null;
  change: EmailChange | null;
  session: Session | null;
  pending: PendingIdentity | null;
  provider: string | null;
  /** Slugs of the providers at which the user has linked accounts, where the mail names them. */
  linked: readonly string[];
}

/** A mail to be written: its recipient, the rows that it is about, and the instant when it leaves. */
interface Order extends MailSubject {
  recipient: string;
  settings: Settings;
  now: Date;
}

/** The facts that every mail is written from. */
interface MailFacts {
  /** The provider that it is about, in people's words. */
  provider: string;
  siteName: string;
  /** A page of ours, by its path. */
  page: (path: string) => string;
}

/** The facts for a mail to the owner of an account: the account as it is now. */
interface AccountMailFacts extends MailFacts, Pick<MailSubject, 'change' | 'session'> {
  user: User;
  /** The providers at which the user has linked accounts, in people's words. */
  linked: readonly string[];
  /** A page of ours, or of the front end that the settings name, with a link's uid and token. */
  link: (purpose: AccountPurpose, path: string) => string;
  now: Date;
}

/** Writes one kind of mail; null where it has become pointless before it could be sent. */
type Writer = (order: Order) => Words | null;

function factsOf({ settings }: Order, provider: string | null): MailFacts {
  return {
    provider: providerLabel(settings, provider ?? ''),
    siteName: settings.SITE_NAME,
    page: (path) => `${settings.SITE_URL}${path}`,
  };
}

/** A mail about an account, to its present or a former address. */
function toOwner(write: (facts: AccountMailFacts) => Words | null): Writer {
  return (order) => {
    const { user, change, session, provider, linked, settings, now } = order;
    if (!user) return null;
    const facts = factsOf(order, provider);
    return write({
      ...facts,
      user,
      change,
      session,
      linked: linked.map((slug) => providerLabel(settings, slug)),
      now,
      link: (purpose, path) => {
        const uid = encodeUid(user.id);
        const token = signLink(purpose, { user, change }, settings, now);
        return linkAddress(settings, purpose, path, { uid, token });
      },
    });
  };
}

/** A mail that goes to the account's present address, and to none that it had. */
function toPresentAddress(write: (facts: AccountMailFacts) => Words | null): Writer {
  const writeToOwner = toOwner(write);
  return (order) => (order.user?.email === order.recipient ? writeToOwner(order) : null);
}

/** The time for which a change that waits can be confirmed, in seconds; a mail may come late, or again. */
function secondsLeft({ askedAt }: EmailChange, now: Date): number {
  // Some minutes on the way to the mail server do not make a day 23 hours.
  const age = Math.max(0, ageSeconds(askedAt, now) - HOUR_SECONDS / 2);
  return Math.max(0, EMAIL_UNDO_SECONDS - age);
}

/** A mail to the address of a pending identity; null once that was confirmed, or names another. */
function toPending(
  write: (facts: MailFacts & { link: (path: string) => string }) => Words,
): Writer {
  return (order) => {
    const { pending, recipient, settings } = order;
    if (pending?.email !== recipient) return null;
    const facts = factsOf(order, pending.provider);
    const token = signLink('identity-confirm', { pending }, settings, pending.createdAt);
    return write({ ...facts, link: (path) => facts.page(`${path}/${pending.id}/${token}`) });
  };
}

/** Each kind of mail. */
const WRITERS: Readonly<Record<MailKind, Writer>> = {
  activation: toPresentAddress(({ user, siteName, link }) =>
    user.isActive ? null : activation(siteName, link('activation', routes.activation)),
  ),
  'account-created': toOwner(({ siteName, page }) => accountCreated(siteName, page(routes.login))),
  'password-reset': toPresentAddress(({ siteName, link }) =>
    passwordReset(siteName, link('password-reset', routes.passwordReset)),
  ),
  'password-changed': toOwner(({ siteName, linked, page }) =>
    passwordChanged(siteName, linked, page(routes.passwordReset)),
  ),
  'email-confirm': toOwner(({ change, siteName, link, now }) => {
    if (!change || change.confirmedAt) return null;
    const hours = Math.floor(secondsLeft(change, now) / HOUR_SECONDS);
    return emailConfirm(siteName, link('email-confirm', routes.emailConfirm), hours);
  }),
  'email-changing': toOwner(
    ({ change, siteName, link }) =>
      change && emailChanging(siteName, change.newEmail, link('email-undo', routes.emailUndo)),
  ),
  'email-changed': toOwner(
    ({ change, siteName, link }) =>
      change && emailChanged(siteName, change.newEmail, link('email-undo', routes.emailUndo)),
  ),
  'email-reset': toPresentAddress(({ siteName, link }) =>
    loginReset(siteName, 'address', link('email-reset', routes.emailReset)),
  ),
  'username-reset': toPresentAddress(({ siteName, link }) =>
    loginReset(siteName, 'user name', link('username-reset', routes.usernameReset)),
  ),
  'new-device': toOwner(({ session, siteName, page }) => {
    if (!session) return null;
    const { userAgent, ipAddress, createdAt: at } = session;
    return newDevice(
      siteName,
      { device: deviceName(userAgent), ipAddress, at },
      page(routes.account),
    );
  }),
  'session-ended': toOwner(({ siteName, page }) => sessionEnded(siteName, page(routes.login))),
  'identity-confirm': toPending(({ provider, siteName, link }) =>
    identityConfirm(siteName, provider, link(routes.identityConfirm)),
  ),
  'identity-linked': toOwner(({ siteName, provider, page }) =>
    identityLinked(siteName, provider, page(routes.account)),
  ),
  'identity-unlinked': toOwner(({ siteName, provider, page }) =>
    identityUnlinked(siteName, provider, page(routes.passwordReset)),
  ),
};

/**
 * Writes a queued mail. Its link is signed now, so none is ever stored. Null if it has no account to go
 * to, or no reason any more.
 */
export function renderMail(
  { kind, recipient }: Pick<OutboxMail, 'kind' | 'recipient'>,
  subject: MailSubject,
  settings: Settings,
  now: Date,
): Message | null {
  const words = WRITERS[kind]({ ...subject, recipient, settings, now });
  return words && composeMessage({ ...words, to: recipient });
}
