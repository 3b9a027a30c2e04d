import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** RFC 6052 section 2.1: a translator writes an IPv4 address behind this. */
const TRANSLATED = ipaddr.IPv6.parseCIDR('64:ff9b::/96');
const IPV4_OCTETS = 4;

/** What one household, or one machine in a data centre, has of IPv6. */
const IPV6_PREFIX = 64;

/**
 * An address in its one spelling, IPv4 where IPv6 only wraps or translates one; null for what is
 * none. Forms that Node.js itself never writes, like octal numbers, are none.
 */
export function canonicalAddress(text: string): string | null {
  if (isIP(text) === 0) return null;
  const address = ipaddr.process(text.replace(/%.*$/, ''));
  if (address.kind() === 'ipv4' || !address.match(TRANSLATED)) return address.toString();
  return ipaddr.fromByteArray(address.toByteArray().slice(-IPV4_OCTETS)).toString();
}

/** Those addresses that count as one: themselves for IPv4, the /64 for IPv6 or a wider network. */
export function addressBlock(address: string | null, ipv6Prefix = IPV6_PREFIX): string {
  const canonical = address && canonicalAddress(address);
  if (!canonical) return 'unknown';
  const parsed = ipaddr.parse(canonical);
  if (parsed.kind() === 'ipv4') return canonical;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${canonical}/${ipv6Prefix}`)}/${ipv6Prefix}`;
}
