import type {
  EmailChange,
  IdentityClaim,
  MailKind,
  OutboxMail,
  Session,
  User,
} from '../../../db/schema';
import { routes } from '../../shared/routes';
import { signClaim } from '../auth/claim-token';
import { deviceName } from '../auth/device-name';
import { encodeUid, type LinkPurpose, signLink } from '../auth/link-token';
import type { Settings } from '../env';
import { providerLabel } from '../social/provider-label';
import { composeMessage, type Draft, type Message } from './message';
import { accountCreated } from './messages/account-created';
import { activation } from './messages/activation';
import { emailChanged } from './messages/email-changed';
import { emailChanging } from './messages/email-changing';
import { emailConfirm } from './messages/email-confirm';
import { emailReset } from './messages/email-reset';
import { identityConfirm } from './messages/identity-confirm';
import { identityLinked } from './messages/identity-linked';
import { identityUnlinked } from './messages/identity-unlinked';
import { newDevice } from './messages/new-device';
import { passwordChanged } from './messages/password-changed';
import { passwordReset } from './messages/password-reset';
import { sessionEnded } from './messages/session-ended';

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
const DRAFTS: Readonly<Record<UserMailKind, (about: About) => Omit<Draft, 'to'> | null>> = {
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
): Omit<Draft, 'to'> | null {
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
): Omit<Draft, 'to'> | null {
  if (claim?.email !== recipient) return null;
  const url = `${settings.SITE_URL}${routes.identityConfirm}/${claim.id}/${signClaim(claim, settings)}`;
  return identityConfirm(settings.SITE_NAME, providerLabel(settings, claim.provider), url);
}
