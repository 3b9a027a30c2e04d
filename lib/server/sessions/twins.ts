import type { UserSession } from '@/db/repositories/sessions';
import { type Claims, isForeignToken, type TokenType, verifyToken } from '@/lib/edge/tokens';
import { findSessionOf } from '@/lib/server/sessions/session';
import type { Context } from '@/lib/server/use-case/context';

/** A token with no good signature, in place of several that contradict each other. */
const NONE_COUNTS = '';

interface Candidate {
  token: string;
  claims: Claims;
}

/**
 * The token that counts among the twins of one cookie, or null if none came. A dead twin does not
 * stand in the way of a live one, wherever it is in the header, and within a session the newest
 * generation counts: to exchange an older one would look like theft. One token is taken as it is.
 *
 * Where `__Host-` names do not protect it, a sibling subdomain can plant a twin, of a session of its
 * own even. So if twins belong to live sessions of several accounts, none counts: a user may have to
 * sign in again, but does not act in another's account without knowing. Of several sessions of one
 * account, the one begun last counts. This compares twins of one name: a planted access token where
 * the user's own has lapsed is alone. Only `__Host-` names keep that out, so SECURITY.md says what a
 * cookie domain costs.
 */
export function findTwin(
  ctx: Context,
  tokens: readonly string[],
  type: TokenType,
): Promise<string | null> | string | null {
  const [first = null] = tokens;
  return tokens.length < 2 ? first : findTwinOf(ctx, tokens, type);
}

async function findTwinOf(
  ctx: Context,
  tokens: readonly string[],
  type: TokenType,
): Promise<string | null> {
  const now = ctx.now();
  const claims = await Promise.all(tokens.map((token) => verifyToken(token, ctx.keys, now)));
  const good = tokens.flatMap((token, at): Candidate[] => {
    const found = claims[at];
    return found?.token_type === type ? [{ token, claims: found }] : [];
  });
  const live: (Candidate & UserSession)[] = [];
  for (const candidate of newestOfEach(good)) {
    const found = await findSessionOf(ctx, candidate.claims, now);
    if (found) live.push({ ...candidate, ...found });
  }
  if (new Set(live.map(({ user }) => user.id)).size > 1) return NONE_COUNTS;
  const [latest] = live.toSorted(
    (a, b) => Number(b.session.createdAt) - Number(a.session.createdAt),
  );
  if (latest) return latest.token;
  // With none of ours alive, there may be one that a Django system signed.
  const foreign = await Promise.all(tokens.map((token) => isForeignToken(token, ctx.keys)));
  return tokens.find((_, at) => foreign[at]) ?? tokens[0] ?? null;
}

/** Of each session that tokens name, the one of the newest generation, or the one that came first. */
function newestOfEach(candidates: readonly Candidate[]): Iterable<Candidate> {
  const newest = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const known = newest.get(candidate.claims.sid);
    if (!known || generationOf(candidate) > generationOf(known)) {
      newest.set(candidate.claims.sid, candidate);
    }
  }
  return newest.values();
}

function generationOf({ claims }: Candidate): number {
  return claims.token_type === 'refresh' ? claims.generation : 0;
}
