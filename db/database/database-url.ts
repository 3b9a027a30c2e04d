/** Returns a DATABASE_URL without user, password and token, for messages. */
export function describeUrl(url: string): string {
  if (url.startsWith('file:') || !URL.canParse(url)) return url.split('?', 1)[0] ?? '';
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
