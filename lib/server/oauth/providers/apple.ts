import { importPKCS8, SignJWT } from 'jose';
import { z } from 'zod';
import { createOpenIdSource } from '@/lib/server/oauth/open-id';
import { readNames } from '@/lib/server/oauth/person';
import { endpointsOf, type Setup, type Source } from '@/lib/server/oauth/source';
import { PROVIDERS } from '@/lib/shared/providers';
import { CLOCK_SKEW_SECONDS, toUnixSeconds } from '@/lib/shared/time';

const ENDPOINTS = {
  issuer: 'https://appleid.apple.com',
  authorization: 'https://appleid.apple.com/auth/authorize',
  token: 'https://appleid.apple.com/auth/token',
  keys: 'https://appleid.apple.com/auth/keys',
};

const SECRET_LIFETIME_SECONDS = 300;

const Text = z.string().optional().catch(undefined);
const User = z.object({ name: z.object({ firstName: Text, lastName: Text }) });

/** Apple, which posts its answers, and gives the name in the first one only. */
export function createApple(setup: Setup): Source | null {
  const { settings, now, deadlineIn } = setup;
  const clientId = settings.SOCIAL_AUTH_APPLE_KEY;
  const team = settings.SOCIAL_AUTH_APPLE_TEAM;
  const keyId = settings.SOCIAL_AUTH_APPLE_KEY_ID;
  const privateKey = settings.SOCIAL_AUTH_APPLE_PRIVATE_KEY;
  if (!clientId || !team || !keyId || !privateKey) return null;
  const endpoints = endpointsOf(ENDPOINTS, setup);
  const signSecret = async () => {
    // Apple's clock may be behind ours, and a secret from the future is refused.
    const issuedAt = toUnixSeconds(now()) - CLOCK_SKEW_SECONDS;
    return new SignJWT()
      .setProtectedHeader({ alg: 'ES256', kid: keyId })
      .setIssuer(team)
      .setSubject(clientId)
      .setAudience(endpoints.issuer)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + CLOCK_SKEW_SECONDS + SECRET_LIFETIME_SECONDS)
      .sign(await importPKCS8(privateKey, 'ES256'));
  };
  return createOpenIdSource({
    slug: 'apple',
    label: PROVIDERS.apple.label,
    answersBy: 'form_post',
    clientId,
    clientSecret: signSecret,
    scopes: ['openid', 'email', 'name'],
    // Apple gives no address and no name in any other response mode.
    parameters: { response_mode: 'form_post' },
    algorithms: ['RS256'],
    usesPkce: false,
    echoesNonce: true,
    endpoints: async () => endpoints,
    isIssuer: (iss) => iss === endpoints.issuer,
    adjustProfile: (profile, _, { user }) => ({ ...profile, ...readUser(user) }),
    now,
    deadlineIn,
  });
}

/** Reads a name, and no more, from a form field: the browser sends it, so it may hold anything. */
function readUser(field: string | null) {
  try {
    const user = User.safeParse(JSON.parse(field ?? ''));
    return readNames({ first: user.data?.name.firstName, last: user.data?.name.lastName });
  } catch {
    return readNames({});
  }
}
