import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The prefix behind which a translator writes an IPv4 address (RFC 6052 section 2.1). */
const TRANSLATED = ipaddr.IPv6.parseCIDR('64:ff9b::/96');
const IPV4_OCTETS = 4;

/** The beginning of an IPv4 address as IPv6 has it (RFC 4291 section 2.5.5.2). */
const WRAP = '::ffff:';

/** The length of the IPv6 prefix of one household, or of one machine in a data centre. */
const IPV6_PREFIX = 64;

/**
 * Returns an address in its one spelling, IPv4 where IPv6 only wraps or translates one; null for a
 * text that is no address, or is in a form that Node.js itself never writes, like octal numbers.
 */
export function canonicalAddress(text: string): string | null {
  // Almost every address is one of these, and each request has one: Node.js takes no other spelling of
  // IPv4 for an address, and writes a client's so where it listens for IPv6 as well.
  const unwrapped = text.startsWith(WRAP) ? text.slice(WRAP.length) : text;
  if (isIP(unwrapped) === 4) return unwrapped;
  if (isIP(text) === 0) return null;
  const address = ipaddr.process(text.replace(/%.*$/, ''));
  if (address.kind() === 'ipv4' || !address.match(TRANSLATED)) return address.toString();
  return ipaddr.fromByteArray(address.toByteArray().slice(-IPV4_OCTETS)).toString();
}

/**
 * Returns the addresses that count as one: an IPv4 address itself, the /64 of IPv6 or a wider
 * network.
 */
export function addressBlock(address: string | null, ipv6Prefix = IPV6_PREFIX): string {
  const canonical = address && canonicalAddress(address);
  if (!canonical) return 'unknown';
  const parsed = ipaddr.parse(canonical);
  if (parsed.kind() === 'ipv4') return canonical;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${canonical}/${ipv6Prefix}`)}/${ipv6Prefix}`;
}
