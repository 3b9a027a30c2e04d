import { ApiError } from '@/lib/server/errors';
import { attemptCookies, newAttempt } from '@/lib/server/identities/provider-attempt';
import { isRedirectAllowed } from '@/lib/server/identities/redirects';
import { socialRefused } from '@/lib/server/identities/refusals';
import { type Provider, ProviderError } from '@/lib/server/oauth/provider';
import { readDeviceCookie, writeDeviceCookie } from '@/lib/server/sessions/device-cookie';
import { requireRecentSignIn } from '@/lib/server/sign-in/recent-sign-in';
import type { Context } from '@/lib/server/use-case/context';
import type { Input, PresentedTokens, Reply } from '@/lib/server/use-case/use-case';
import type { identitiesLink } from '@/lib/shared/contracts/identities';
import type { socialStart } from '@/lib/shared/contracts/social';
import { findProvider } from '@/lib/shared/providers';
import { safeNextPath } from '@/lib/shared/routes';
import { socialMessage } from '@/lib/shared/social-messages';

/** Length of `next` at most; a longer one is dropped, since some providers refuse a long state. */
const MAX_NEXT_LENGTH = 512;

/** The address at the provider at which signing in begins, and the cookie that the answer needs. */
export async function startSocial(
  ctx: Context,
  { params, query, presented }: Input<typeof socialStart>,
): Promise<Reply<typeof socialStart>> {
  const provider = requireProvider(ctx, params.provider);
  return begin(ctx, provider, { redirectUri: query.redirect_uri, next: query.next }, presented);
}

/** The address at the provider at which linking an account to the caller's begins, and the cookies. */
export async function startLinking(
  ctx: Context,
  { body, caller, presented }: Input<typeof identitiesLink>,
): Promise<Reply<typeof identitiesLink>> {
  requireRecentSignIn(ctx, caller);
  const provider = requireProvider(ctx, body.provider);
  const options = { redirectUri: body.redirect_uri, next: body.next, linkTo: caller.user.id };
  return begin(ctx, provider, options, presented);
}

/** The configured provider that a path names. Throws the 404. */
export function requireProvider({ providers }: Context, name: string): Provider {
  const provider = findProvider(providers, name);
  if (provider) return provider;
  throw new ApiError(socialMessage.notSupported(name));
}

interface AttemptOptions {
  redirectUri: string | undefined;
  next: string | undefined;
  linkTo?: number;
}

async function begin(
  ctx: Context,
  provider: Provider,
  { redirectUri = '', next = '', linkTo }: AttemptOptions,
  presented: PresentedTokens,
) {
  if (!isRedirectAllowed(ctx.settings, provider, redirectUri)) {
    throw new ApiError(socialMessage.redirectRefused, { body: socialMessage.redirectRefused.text });
  }
  const wayBack = next.length <= MAX_NEXT_LENGTH ? safeNextPath(next) : null;
  const attempt = newAttempt({ provider: provider.slug, redirectUri, linkTo }, wayBack);
  const url = await provider.authorizationUrl(attempt).catch((error: unknown) => {
    if (!(error instanceof ProviderError)) throw error;
    ctx.log.warn({ err: error, provider: provider.slug }, 'provider not usable');
    throw socialRefused(socialMessage.unreachable);
  });
  // The browser must be known again when it follows a link that confirms an address.
  const device = writeDeviceCookie(readDeviceCookie(presented.cookie('device')), ctx.settings);
  return {
    body: { authorization_url: url.href },
    cookies: [device, ...(await attemptCookies(attempt, presented, ctx))],
  };
}
