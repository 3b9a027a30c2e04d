/** Everything in the database is deleted: its name, or its host's, must say that it is for tests. */
export function requireTestDatabase(url: string): string {
  const { host, pathname } = new URL(url);
  if (/test/i.test(host + pathname)) return url;
  throw new Error(`${host}${pathname} would be emptied: use one with "test" in its name.`);
}
