import { INTERNAL_HEADERS } from '@/lib/edge/internal-headers';
import { isLoopbackAddress } from '@/lib/shared/loopback';

/** True if a request with these headers comes from this very machine, as its socket says. */
export function isFromOwnMachine(headers: Headers): boolean {
  return isLoopbackAddress(headers.get(INTERNAL_HEADERS.socketAddress.name) ?? '');
}
