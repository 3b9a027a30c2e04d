import { createHash } from 'node:crypto';
import { z } from 'zod';
import { adoptSession } from '@/db/repositories/django-sessions';
import { type KeyRing, ringOf } from '@/lib/edge/keys';
import { secretKey } from '@/lib/edge/token-keys';
import { type Claims, readPayload } from '@/lib/edge/tokens';
import { newSession } from '@/lib/server/sessions/session';
import type { Context } from '@/lib/server/use-case/context';
import type { Client } from '@/lib/server/use-case/use-case';
import { fromUnixSeconds, HOUR_SECONDS, toUnixSeconds } from '@/lib/shared/time';

/** The claims of a refresh token that its exchange goes by. */
export type Exchangeable = Pick<
  Extract<Claims, { token_type: 'refresh' }>,
  'sid' | 'user_id' | 'generation'
>;

/** simplejwt's claims; versions differ in whether the id is a number or text. */
const DjangoClaims = z.object({
  token_type: z.literal('refresh'),
  exp: z.int(),
  iat: z.int().optional(),
  jti: z.string().min(16),
  user_id: z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]).pipe(z.int().positive()),
});

/**
 * The least age of such a session, longer than any sign-in is recent: an exchange is none, and Django
 * may have issued the token a moment ago, for an older one. In seconds.
 */
const MIN_AGE_SECONDS = HOUR_SECONDS;

/** Before the first refresh token of our own. */
const BEFORE_ANY = -1;

/** The key of Django's tokens, by its secret: imported once a process. */
const rings = new Map<string, Promise<KeyRing>>();

function djangoRing(secret: string): Promise<KeyRing> {
  const ring = rings.get(secret) ?? secretKey(secret).then((key) => ringOf(key));
  rings.set(secret, ring);
  return ring;
}

/** The id of the session that a token of Django's with this `jti` stands for. */
export function djangoSessionId(jti: string): string {
  return createHash('sha256').update(`django ${jti}`).digest().toString('base64url', 0, 16);
}

/**
 * Takes a live refresh token of the Django system for the one before a session's first, which is
 * stored under an id that follows from the token. So it is exchanged like one of our own: once,
 * again within the grace, and later than that it was copied. Null if it is worth nothing.
 */
export async function adoptDjangoToken(
  ctx: Context,
  token: string,
  client: Client,
): Promise<Exchangeable | null> {
  const { DJANGO_SECRET_KEY } = ctx.settings;
  if (!DJANGO_SECRET_KEY) return null;
  const now = ctx.now();
  const payload = await readPayload(token, await djangoRing(DJANGO_SECRET_KEY), now);
  const { data: claims } = DjangoClaims.safeParse(payload);
  if (!claims) return null;
  const { jti, user_id } = claims;
  const sid = djangoSessionId(jti);
  const session = newSession(ctx.settings, user_id, client, now);
  // Were the token to outlive the session's row, it could be exchanged a second time.
  if (fromUnixSeconds(claims.exp) > session.endsAt) return null;
  const latest = toUnixSeconds(now) - MIN_AGE_SECONDS;
  const createdAt = fromUnixSeconds(Math.min(claims.iat ?? latest, latest));
  const adopted = { ...session, id: sid, generation: BEFORE_ANY, createdAt };
  const isGood = await adoptSession(ctx.db, adopted);
  if (!isGood) return null;
  await ctx.audit.record('django-token-presented', { userId: user_id, sessionId: sid });
  return { sid, user_id, generation: BEFORE_ANY };
}
