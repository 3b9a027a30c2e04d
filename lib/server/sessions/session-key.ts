import { createHmac } from 'node:crypto';
import { findLiveSession, type UserSession } from '@/db/repositories/sessions';
import { deriveKeys } from '@/lib/edge/derived-keys';
import { isSameText } from '@/lib/server/same-text';
import type { Settings } from '@/lib/server/settings/settings';
import type { Context } from '@/lib/server/use-case/context';

/**
 * The key of a session, as Djoser's token endpoint hands one out: the session's id, and a MAC over it.
 * It has no end of its own and nothing of it is stored: it is good for as long as its session lives and
 * the secret that signed it is known.
 */
export function signSessionKey(settings: Settings, sessionId: string): string {
  return `${sessionId}.${mac(sessionId, deriveKeys(settings, 'session-key')[0])}`;
}

/** The live session, with its user, whose key this is, or null. */
export async function findSessionOfKey(ctx: Context, key: string): Promise<UserSession | null> {
  const [, id = '', given = ''] = /^([\w-]{22})\.([\w-]{43})$/.exec(key) ?? [];
  const isSigned = deriveKeys(ctx.settings, 'session-key').some((secret) =>
    isSameText(given, mac(id, secret)),
  );
  return isSigned ? findLiveSession(ctx.db, id, ctx.now()) : null;
}

function mac(sessionId: string, secret: Uint8Array): string {
  return createHmac('sha256', secret).update(sessionId).digest('base64url');
}
