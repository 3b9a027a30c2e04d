import { createHash, randomBytes } from 'node:crypto';
import { type CookieEnv, setCookie } from '@/lib/edge/cookies';
import { DAY_SECONDS } from '@/lib/shared/time';

const MARK_BYTES = 16;

/** Browsers keep no cookie longer than 400 days. */
const TTL_SECONDS = 365 * DAY_SECONDS;

/** The mark by which a browser is known again. */
export interface DeviceMark {
  /** What sessions are stored with. */
  hash: string;
  /** True if the browser brought none along. */
  isNew: boolean;
  /** What the browser keeps. */
  cookie: { token: string; ttlSeconds: number };
}

/** The mark that a browser brought along, or a new one. It opens nothing, whoever copies it. */
export function markDevice(presented: string | null): DeviceMark {
  const isMark = presented !== null && /^[\w-]{22}$/.test(presented);
  const token = isMark ? presented : randomBytes(MARK_BYTES).toString('base64url');
  const hash = createHash('sha256').update(token).digest('base64url');
  return { hash, isNew: !isMark, cookie: { token, ttlSeconds: TTL_SECONDS } };
}

/** The Set-Cookie value with which a browser keeps its mark. */
export function deviceCookie({ cookie }: DeviceMark, env: CookieEnv): string {
  return setCookie('device', cookie.token, cookie.ttlSeconds, env);
}
