import { canonicalAddress } from '@/lib/server/limits/address-block';

/**
 * Returns the client's address behind `hops` proxies of ours, each of which added the address of
 * its own client to `forwardedFor`; entries before those are the client's own claim. Returns the
 * socket's address where there is no proxy, or where a request did not come through all of them.
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  hops: number,
): string {
  const named = hops > 0 ? forwardedFor?.split(',').at(-hops) : undefined;
  return canonicalAddress(withoutPort(named ?? '')) ?? canonicalAddress(socketAddress ?? '') ?? '';
}

/** Removes the port, which some proxies add: `192.0.2.1:80`, `[2001:db8::1]:80`. */
function withoutPort(entry: string): string {
  const [, ipv6, ipv4] = /^\[(.*)\](?::\d+)?$|^([\d.]+):\d+$/.exec(entry.trim()) ?? [];
  return ipv6 ?? ipv4 ?? entry.trim();
}
