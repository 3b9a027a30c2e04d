import { BlockList } from 'node:net';
import { readClient } from './request';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** True if a request with these headers comes from this very machine, as its socket says. */
export function isFromOwnMachine(headers: Headers): boolean {
  const { ipAddress } = readClient(headers);
  if (!ipAddress) return false;
  return loopback.check(ipAddress, ipAddress.includes(':') ? 'ipv6' : 'ipv4');
}
