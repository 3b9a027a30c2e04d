import type { Session } from '@/db/tables/schema';
import type { IssuedTokens } from '@/lib/edge/token-cookies';
import { signToken } from '@/lib/edge/tokens';
import type { Context } from '@/lib/server/use-case/context';
import { toUnixSeconds } from '@/lib/shared/time';

type Kind = { token_type: 'access' } | { token_type: 'refresh'; generation: number };

/**
 * The token pair of a session's present generation. It follows from the row alone, so a client that
 * asks again within the reuse grace gets the very same pair (if the key was rotated meanwhile or is for
 * ES256, an equally good one), and nothing usable has to be stored.
 */
export async function issueTokens(ctx: Context, session: Session): Promise<IssuedTokens> {
  const { id: sid, generation, userId } = session;
  const iat = toUnixSeconds(session.rotatedAt);
  const issue = async (kind: Kind, exp: number) => {
    const jti = `${sid}.${generation}.${kind.token_type}`;
    const token = await signToken({ ...kind, exp, iat, jti, user_id: userId, sid }, ctx.keys);
    return { token, ttlSeconds: exp - iat };
  };
  const accessEnd = Math.min(
    iat + ctx.settings.ACCESS_TOKEN_LIFETIME,
    toUnixSeconds(session.endsAt),
  );
  return {
    access: await issue({ token_type: 'access' }, accessEnd),
    refresh: await issue({ token_type: 'refresh', generation }, toUnixSeconds(session.expiresAt)),
  };
}
