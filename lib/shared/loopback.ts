/**
 * True for an IP address by which a machine talks to itself, in any spelling and with or without the
 * brackets of a URL: 127.0.0.0/8, `::1`, and the former as IPv6 has it. Never true for a name.
 */
export function isLoopbackAddress(address: string): boolean {
  const bare = address.replace(/^\[(.*)\]$/, '$1');
  if (!bare.includes(':')) return isLoopbackIpv4(bare);
  const url = `http://[${bare}]/`;
  if (!/^[0-9a-f:.]+$/i.test(bare) || !URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  // The one spelling of 127.0.0.0/8 that URLs make of `::ffff:127.0.0.1`.
  return hostname === '[::1]' || /^\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\]$/.test(hostname);
}

function isLoopbackIpv4(text: string): boolean {
  const parts = text.split('.');
  const isAddress = parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part));
  return isAddress && parts[0] === '127' && parts.every((part) => Number(part) <= 255);
}

/**
 * True for a host, as settings and URLs name it, that is this very machine: one of its own addresses
 * or `localhost`. A name below that is not: many systems ask DNS for it, and secrets go to this
 * machine without TLS. Where trust hangs on who has connected, ask `isLoopbackAddress` about the
 * socket instead.
 */
export function isLoopback(host: string): boolean {
  return isLoopbackAddress(host) || /^localhost$/i.test(host);
}
