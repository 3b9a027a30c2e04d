import { createHash } from 'node:crypto';
import { type CookieEnv, keptCookie } from '@/lib/edge/cookies';
import { randomId } from '@/lib/server/random-id';

/** The device cookie of a browser, by which it is known again. A copy of it opens nothing. */
export interface DeviceCookie {
  value: string;
  /** The hash by which an account knows the device. */
  hash: string;
  /** True if the browser brought none along. */
  isNew: boolean;
}

/** The device cookie that a browser brought along, or a new one. */
export function readDeviceCookie(presented: string | null): DeviceCookie {
  const isKnown = presented !== null && /^[\w-]{22}$/.test(presented);
  const value = isKnown ? presented : randomId();
  return { value, hash: createHash('sha256').update(value).digest('base64url'), isNew: !isKnown };
}

/** The Set-Cookie value with which a browser keeps its device cookie. */
export function writeDeviceCookie({ value }: DeviceCookie, env: CookieEnv): string {
  return keptCookie('device', value, env);
}
