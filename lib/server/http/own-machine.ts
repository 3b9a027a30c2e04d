import { BlockList, isIP } from 'node:net';
import { NOTES } from './request';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** True if a request with these headers comes from this very machine, as its socket says. */
export function isFromOwnMachine(headers: Headers): boolean {
  const address = headers.get(NOTES.socketAddress)?.replace(/^::ffff:(?=\d+\.)/i, '') ?? '';
  const version = isIP(address);
  return version !== 0 && loopback.check(address, version === 6 ? 'ipv6' : 'ipv4');
}
