import type { Call } from '@/scripts/bench/measure/paced';
import { clientHeader, emailOf, JSON_TYPE, PASSWORD } from '@/scripts/bench/servers/people';

/** bcrypt's cost in production. */
export const COST = 12;
/** Their passwords are hashed at full cost, so they are few. */
export const PEOPLE = 24;

/** A sign-in of one of the people, from one of many addresses. */
export function signInCall(index: number): Call {
  return {
    method: 'POST',
    path: '/api/jwt/create/',
    headers: { ...JSON_TYPE, ...clientHeader(index) },
    body: JSON.stringify({ email: emailOf(index % PEOPLE), password: PASSWORD }),
  };
}
