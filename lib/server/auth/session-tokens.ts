import { randomBytes } from 'node:crypto';
import {
  findLiveSession,
  revokeSession,
  type UserSession,
} from '../../../db/repositories/sessions';
import type { RevokedReason, Session } from '../../../db/schema';
import type { IssuedTokens } from '../../edge/cookies';
import { type Claims, signToken, verifyToken } from '../../edge/tokens';
import type { Context } from '../context';
import type { Settings } from '../env';
import type { Caller, Client, PresentedTokens } from '../use-case';

const SESSION_ID_BYTES = 16;

/** A session that starts now, at generation 0. */
export function newSession(
  settings: Settings,
  userId: number,
  { ipAddress, userAgent }: Client,
  device: string | null,
  now: Date,
): Session {
  const endsAt = addSeconds(now, settings.SESSION_LIFETIME);
  return {
    id: randomBytes(SESSION_ID_BYTES).toString('base64url'),
    userId,
    generation: 0,
    rotatedAt: now,
    createdAt: now,
    lastUsedAt: now,
    expiresAt: idleExpiry(settings, endsAt, now),
    endsAt,
    userAgent,
    ipAddress,
    device,
    revokedAt: null,
    revokedReason: null,
  };
}

/** When a session used now lapses if left alone, never later than it ends in any case. */
export function idleExpiry(settings: Settings, endsAt: Date, now: Date): Date {
  const idle = addSeconds(now, settings.REFRESH_TOKEN_LIFETIME);
  return idle < endsAt ? idle : endsAt;
}

type Kind = { token_type: 'access' } | { token_type: 'refresh'; generation: number };

/**
 * The token pair of a session's present generation. It follows from the row alone, so whoever asks
 * again within the reuse grace gets the very same pair (if the key was rotated meanwhile or is for
 * ES256, an equally good one), and nothing usable has to be stored.
 */
export async function issueTokens(ctx: Context, session: Session): Promise<IssuedTokens> {
  const { id: sid, generation, userId } = session;
  const iat = toSeconds(session.rotatedAt);
  const issue = async (kind: Kind, exp: number) => {
    const jti = `${sid}.${generation}.${kind.token_type}`;
    const token = await signToken({ ...kind, exp, iat, jti, user_id: userId, sid }, ctx.keys);
    return { token, ttlSeconds: exp - iat };
  };
  const accessEnd = Math.min(iat + ctx.settings.ACCESS_TOKEN_LIFETIME, toSeconds(session.endsAt));
  return {
    access: await issue({ token_type: 'access' }, accessEnd),
    refresh: await issue({ token_type: 'refresh', generation }, toSeconds(session.expiresAt)),
  };
}

/** The live session that a token names, if it is its bearer's. The one check behind every answer. */
export async function findSessionOf(
  ctx: Context,
  claims: Pick<Claims, 'sid' | 'user_id'>,
  now: Date,
): Promise<UserSession | null> {
  const found = await findLiveSession(ctx.db, claims.sid, now);
  return found?.user.id === claims.user_id ? found : null;
}

/**
 * Who holds an access token, by the word of the database; null for anybody else. A bearer token
 * wins over the cookie, even a bad one: nobody acts under a name that they did not give.
 */
export async function authenticate(
  ctx: Context,
  { bearer, access }: PresentedTokens,
): Promise<Caller | null> {
  const token = bearer ?? access;
  if (!token) return null;
  const now = ctx.now();
  const claims = await verifyToken(token, ctx.keys, now);
  return claims?.token_type === 'access' ? findSessionOf(ctx, claims, now) : null;
}

/**
 * Ends the sessions that these tokens name; nothing happens if there are none. An expired token
 * still names its session: whoever signs out late must not stay signed in.
 */
export async function endSessionsOf(
  ctx: Context,
  tokens: readonly (string | null)[],
  reason: RevokedReason,
): Promise<void> {
  const beforeAnyExpiry = new Date(0);
  for (const token of tokens) {
    const claims = token && (await verifyToken(token, ctx.keys, beforeAnyExpiry));
    if (!claims || !(await revokeSession(ctx.db, claims.sid, reason, ctx.now()))) continue;
    const { sid, user_id } = claims;
    await ctx.audit.note('session-ended', { reason, userId: user_id, sessionId: sid });
  }
}

function toSeconds(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}

function addSeconds(start: Date, seconds: number): Date {
  return new Date(start.getTime() + seconds * 1000);
}
