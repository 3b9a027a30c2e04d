import type { Statement } from '@/db/database/database';
import { nullIfTaken } from '@/db/database/null-if-taken';
import { findIdentity, linkingIdentity, usingIdentity } from '@/db/repositories/identities';
import { queueMail } from '@/db/repositories/outbox';
import { findUserByEmail } from '@/db/repositories/users';
import type { User } from '@/db/tables/schema';
import {
  mergeAnswer,
  stateMissing,
  unknownState,
  whyRefused,
} from '@/lib/server/identities/answer';
import { linkIdentity } from '@/lib/server/identities/identities';
import { findImported, renameImported } from '@/lib/server/identities/imported';
import { createSocialUser } from '@/lib/server/identities/new-user';
import { confirmByMail } from '@/lib/server/identities/pending';
import {
  clearedAttemptCookie,
  type SealedAttempt,
  spendAttempt,
} from '@/lib/server/identities/provider-attempt';
import { socialRefused } from '@/lib/server/identities/refusals';
import { requireProvider } from '@/lib/server/identities/start';
import {
  type Answer,
  type Profile,
  type Provider,
  ProviderError,
} from '@/lib/server/oauth/provider';
import { readDeviceCookie } from '@/lib/server/sessions/device-cookie';
import { type BegunSession, beginSession } from '@/lib/server/sign-in/sign-in';
import type { Context } from '@/lib/server/use-case/context';
import { untilUnchanged } from '@/lib/server/use-case/until-unchanged';
import type { Input, Reply } from '@/lib/server/use-case/use-case';
import type { socialComplete } from '@/lib/shared/contracts/social';
import { socialMessage } from '@/lib/shared/social-messages';

type Complete = typeof socialComplete;
type ClientInput = Pick<Input<Complete>, 'client' | 'presented'>;

/** Signs in, or links, with what a provider sent back with the browser that began the attempt. */
export async function completeSocial(
  ctx: Context,
  { params, query, body, client, presented }: Input<Complete>,
): Promise<Reply<Complete>> {
  const provider = requireProvider(ctx, params.provider);
  const answer = mergeAnswer(query, body);
  if (!answer.state) throw socialRefused(stateMissing(answer.error));
  const { slug } = provider;
  const attempt = await spendAttempt(ctx, presented, slug, answer.state);
  if (!attempt) throw socialRefused(unknownState(presented));
  if (answer.error) throw socialRefused(whyRefused(answer.error));
  if (!answer.code) throw socialRefused(socialMessage.codeMissing);
  const { code, iss = null, user = null } = answer;
  const profile = await fetchProfile(ctx, provider, attempt, { code, iss, user });
  const cookies = [clearedAttemptCookie(attempt.state, ctx.settings)];
  if (attempt.linkTo !== undefined) {
    const email = await linkIdentity(ctx, attempt.linkTo, provider, profile, presented);
    return { body: { user: email }, cookies };
  }
  const { tokens, deviceCookie, email } = await untilUnchanged(() =>
    signInAs(ctx, provider, profile, { client, presented }),
  );
  const { access, refresh } = tokens;
  return {
    body: { access: access.token, refresh: refresh.token, user: email },
    tokenCookies: tokens,
    cookies: [deviceCookie, ...cookies],
  };
}

async function fetchProfile(
  ctx: Context,
  provider: Provider,
  attempt: SealedAttempt,
  answer: Answer,
): Promise<Profile> {
  try {
    return await provider.fetchProfile(attempt, answer);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const { message: reason } = error;
    await ctx.audit.record('social-sign-in-refused', { provider: provider.slug, reason });
    const { unreachable, providerFailed } = socialMessage;
    throw socialRefused(error.kind === 'unreachable' ? unreachable : providerFailed(reason));
  }
}

/** The refusal of an inactive account. A password reset helps if it awaits activation, else nothing does. */
async function refuseInactive(ctx: Context, provider: string, { awaitsActivation }: User) {
  const reason = awaitsActivation ? 'this account awaits activation' : 'this account is not active';
  await ctx.audit.record('social-sign-in-refused', { provider, reason });
  const { accountAwaitsActivation, accountNotActive } = socialMessage;
  return socialRefused(awaitsActivation ? accountAwaitsActivation : accountNotActive);
}

type SignedIn = BegunSession & { email: string };

/**
 * Signs in the user that provider and subject name; nothing else decides who that is. An address leads to
 * an account only if the provider vouches for it and the account has confirmed it; else a link goes there.
 * Null if another request changed the account, or linked the same identity, meanwhile.
 */
async function signInAs(
  ctx: Context,
  provider: Provider,
  profile: Profile,
  input: ClientInput,
): Promise<SignedIn | null> {
  const { slug } = provider;
  const { subject, email } = profile;
  const key = { provider: slug, subject };
  const now = ctx.now();
  const device = readDeviceCookie(input.presented.cookie('device'));
  const begin = async (user: User, effects: Statement[]) => {
    if (!user.isActive) throw await refuseInactive(ctx, slug, user);
    const owner = { user, device, method: slug };
    const begun = await nullIfTaken(ctx.db, beginSession(ctx, input, owner, {}, effects));
    return begun && { ...begun, email: user.email };
  };

  const known = await findIdentity(ctx.db, key);
  if (known) {
    const use = usingIdentity(ctx.db, known.identity.id, email, now);
    return begin(known.user, [use]);
  }
  const imported = await findImported(ctx, slug, profile);
  if (imported) {
    if (!imported.user.isActive) throw await refuseInactive(ctx, slug, imported.user);
    const user = await renameImported(ctx, imported, profile);
    return user && begin(user, []);
  }
  if (email === null || !profile.isEmailVerified) {
    throw await confirmByMail(ctx, provider, profile, device.hash);
  }
  const owner = await findUserByEmail(ctx.db, email);
  if (!owner) {
    const user = await createSocialUser(ctx, key, profile, email);
    return user && begin(user, []);
  }
  if (!owner.emailVerifiedAt) throw await confirmByMail(ctx, provider, profile, device.hash);
  const mail = { kind: 'identity-linked', recipient: owner.email, userId: owner.id } as const;
  const linking = [
    linkingIdentity(ctx.db, key, email, owner.id, now),
    queueMail(ctx.db, { ...mail, provider: slug, now }),
  ];
  const linked = await begin(owner, linking);
  if (linked) await ctx.audit.record('identity-linked', { userId: owner.id, provider: slug });
  return linked;
}
