import type { Database } from '@/db/database/database';
import { insertSpentSessions } from '@/db/repositories/django-sessions';
import { findOwners } from '@/db/repositories/imports';
import type { DjangoBlacklisted } from '@/lib/django/rows';
import type { ImportRun } from '@/lib/django/run';
import { djangoSessionId } from '@/lib/server/sessions/django-tokens';

/**
 * Stores the blacklisted tokens of Django as sessions that have ended, so that a token of a user who
 * signed out there is refused here.
 */
export async function importBlacklist(
  db: Database,
  rows: readonly DjangoBlacklisted[],
  { startedAt: now }: ImportRun,
): Promise<void> {
  const live = rows.flatMap(({ user_id: userId, jti, expires_at: endsAt }) =>
    userId && endsAt > now ? [{ id: djangoSessionId(jti), userId, endsAt }] : [],
  );
  const ids = live.map(({ userId }) => userId);
  const owners = await findOwners(db, { ids, emails: [], usernameKeys: [] });
  const here = new Set(owners.map(({ id }) => id));
  const spent = live.filter(({ userId }) => here.has(userId));
  await insertSpentSessions(db, spent, now);
}
