import type {
  EmailChange,
  IdentityClaim,
  MailKind,
  OutboxMail,
  Session,
  User,
} from '@/db/tables/schema';
import { deviceName } from '@/lib/server/audit/device-name';
import { signClaim } from '@/lib/server/links/claim-token';
import { encodeUid, signLink } from '@/lib/server/links/token';
import {
  accountCreated,
  activation,
  emailChanged,
  emailChanging,
  emailConfirm,
  emailReset,
  identityConfirm,
  identityLinked,
  identityUnlinked,
  newDevice,
  passwordChanged,
  passwordReset,
  sessionEnded,
  type Words,
} from '@/lib/server/mail/messages';
import { composeMessage, type Message } from '@/lib/server/mail/transports/message';
import { providerLabel } from '@/lib/server/settings/provider-label';
import type { Settings } from '@/lib/server/settings/settings';
import type { LinkPurpose } from '@/lib/shared/link-purposes';
import { routes } from '@/lib/shared/routes';

/** What a queued mail is about, as far as it is still there. */
export interface MailSubject {
  user: User | null;
  change: EmailChange | null;
  session: Session | null;
  claim: IdentityClaim | null;
  provider: string | null;
  /** The providers of the user's accounts elsewhere, where the mail is about them. */
  linked: readonly string[];
}

/** What a mail is made from: the row that asks for it and the account as it is now. */
interface About extends Pick<MailSubject, 'change' | 'session' | 'linked'> {
  user: User;
  /** The provider that it is about, in people's words; as are those that are `linked`. */
  provider: string;
  siteName: string;
  /** A page of ours, by its path. */
  page: (path: string) => string;
  /** A page of ours with a link's uid and token. */
  link: (purpose: LinkPurpose, path: string) => string;
}

/** The one mail for somebody who may have no account yet. */
type UserMailKind = Exclude<MailKind, 'identity-confirm'>;

/** Each kind of mail; null where it has become pointless before it could be sent. */
const DRAFTS: Readonly<Record<UserMailKind, (about: About) => Words | null>> = {
  activation: ({ user, siteName, link }) =>
    user.isActive ? null : activation(siteName, link('activation', routes.activation)),
  'account-created': ({ siteName, page }) => accountCreated(siteName, page(routes.login)),
  'password-reset': ({ siteName, link }) =>
    passwordReset(siteName, link('password-reset', routes.passwordReset)),
  'password-changed': ({ siteName, linked, page }) =>
    passwordChanged(siteName, linked, page(routes.passwordReset)),
  'email-confirm': ({ change, siteName, link }) =>
    change && !change.confirmedAt
      ? emailConfirm(siteName, link('email-confirm', routes.emailConfirm))
      : null,
  'email-changing': ({ change, siteName, link }) =>
    change && emailChanging(siteName, change.newEmail, link('email-undo', routes.emailUndo)),
  'email-changed': ({ change, siteName, link }) =>
    change && emailChanged(siteName, change.newEmail, link('email-undo', routes.emailUndo)),
  'email-reset': ({ siteName, link }) =>
    emailReset(siteName, link('email-reset', routes.emailReset)),
  'new-device': ({ session, siteName, page }) =>
    session &&
    newDevice(
      siteName,
      {
        device: deviceName(session.userAgent),
        ipAddress: session.ipAddress,
        at: session.createdAt,
      },
      page(routes.account),
    ),
  'session-ended': ({ siteName, page }) => sessionEnded(siteName, page(routes.login)),
  'identity-linked': ({ siteName, provider, page }) =>
    identityLinked(siteName, provider, page(routes.account)),
  'identity-unlinked': ({ siteName, provider, page }) =>
    identityUnlinked(siteName, provider, page(routes.passwordReset)),
};

/** Mails that go to whoever has the account's address, and to nobody who had it. */
const FOLLOWS_ADDRESS: ReadonlySet<MailKind> = new Set([
  'activation',
  'password-reset',
  'email-reset',
]);

/**
 * Writes a queued mail. Its link is signed now, so none is ever stored. Null if there is nobody to
 * send it to, or no reason any more.
 */
export function renderMail(
  { kind, recipient }: Pick<OutboxMail, 'kind' | 'recipient'>,
  subject: MailSubject,
  settings: Settings,
  now: Date,
): Message | null {
  const draft =
    kind === 'identity-confirm'
      ? draftForClaim(subject.claim, recipient, settings)
      : draftForUser(kind, recipient, subject, settings, now);
  return draft && composeMessage({ ...draft, to: recipient });
}

function draftForUser(
  kind: UserMailKind,
  recipient: string,
  { user, change, session, provider, linked }: MailSubject,
  settings: Settings,
  now: Date,
): Words | null {
  if (!user || (FOLLOWS_ADDRESS.has(kind) && user.email !== recipient)) return null;
  const page = (path: string) => `${settings.SITE_URL}${path}`;
  return DRAFTS[kind]({
    user,
    change,
    session,
    provider: providerLabel(settings, provider ?? ''),
    linked: linked.map((slug) => providerLabel(settings, slug)),
    siteName: settings.SITE_NAME,
    page,
    link: (purpose, path) =>
      page(`${path}/${encodeUid(user.id)}/${signLink(purpose, { user, change }, settings, now)}`),
  });
}

/** Null once the claim was confirmed, or names another address. */
function draftForClaim(
  claim: IdentityClaim | null,
  recipient: string,
  settings: Settings,
): Words | null {
  if (claim?.email !== recipient) return null;
  const url = `${settings.SITE_URL}${routes.identityConfirm}/${claim.id}/${signClaim(claim, settings)}`;
  return identityConfirm(settings.SITE_NAME, providerLabel(settings, claim.provider), url);
}
