import { canonicalAddress } from '@/lib/server/limits/address-block';

/**
 * The address of whoever asks through `hops` proxies of ours, each of which added the one it heard
 * from to `forwardedFor`; what stands before those is a client's own word. The socket's where no
 * proxy is, or where a request did not come through all of them.
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  hops: number,
): string {
  const named = hops > 0 ? forwardedFor?.split(',').at(-hops) : undefined;
  return canonicalAddress(withoutPort(named ?? '')) ?? canonicalAddress(socketAddress ?? '') ?? '';
}

/** Some proxies add the port: `192.0.2.1:80`, `[2001:db8::1]:80`. */
function withoutPort(entry: string): string {
  const [, ipv6, ipv4] = /^\[(.*)\](?::\d+)?$|^([\d.]+):\d+$/.exec(entry.trim()) ?? [];
  return ipv6 ?? ipv4 ?? entry.trim();
}
