import { BlockList, isIP } from 'node:net';
import { INTERNAL_HEADERS } from '@/lib/edge/internal-headers';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** True if a request with these headers comes from this very machine, as its socket says. */
export function isFromOwnMachine(headers: Headers): boolean {
  return isLoopback(headers.get(INTERNAL_HEADERS.socketAddress.name) ?? '');
}

/** True for an address by which a machine talks to itself. */
export function isLoopback(socketAddress: string): boolean {
  const address = socketAddress.replace(/^::ffff:(?=\d+\.)/i, '');
  const version = isIP(address);
  return version !== 0 && loopback.check(address, version === 6 ? 'ipv6' : 'ipv4');
}
