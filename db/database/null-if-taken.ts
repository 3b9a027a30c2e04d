import type { Database } from '@/db/database/database';

/** Resolves with the result of a change; null, with nothing changed, if a unique value is taken. */
export async function nullIfTaken<T>(db: Database, change: Promise<T>): Promise<T | null> {
  try {
    return await change;
  } catch (error) {
    if (db.isConflict(error)) return null;
    throw error;
  }
}
