import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** What one household, or one machine in a data centre, has of IPv6. */
const IPV6_PREFIX = 64;

/**
 * An address in its one spelling, IPv4 where IPv6 only wraps one; null for what is none. Forms that
 * Node.js itself never writes, like octal numbers, are none.
 */
export function canonicalAddress(text: string): string | null {
  if (isIP(text) === 0) return null;
  return ipaddr.process(text.replace(/%.*$/, '')).toString();
}

/** Those addresses that count as one: themselves for IPv4, the /64 for IPv6. */
export function addressBlock(address: string | null): string {
  const canonical = address && canonicalAddress(address);
  if (!canonical) return 'unknown';
  const parsed = ipaddr.parse(canonical);
  if (parsed.kind() === 'ipv4') return canonical;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${canonical}/${IPV6_PREFIX}`)}/${IPV6_PREFIX}`;
}
