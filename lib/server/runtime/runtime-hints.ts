/** The first release of each line of Node.js in which one JSON body cannot stop the process. */
const SAFE_RELEASES: Readonly<Record<number, readonly [minor: number, patch: number]>> = {
  20: [20, 2],
  22: [22, 2],
  24: [14, 1],
};

/**
 * Returns a warning for the log at start if this release of Node.js, like `20.19.0`, lets numbers in
 * JSON strings collide in its hash table (CVE-2026-21717): a body of 60 kB then takes a second.
 */
export function runtimeHints(release: string): string[] {
  const [major = 0, minor = 0, patch = 0] = release.split('.').map(Number);
  const [safeMinor, safePatch] = SAFE_RELEASES[major] ?? [0, 0];
  if (minor > safeMinor || (minor === safeMinor && patch >= safePatch)) return [];
  return [
    `Node.js ${release} can be held up by a single request (CVE-2026-21717). ` +
      `Update it to ${major}.${safeMinor}.${safePatch} or newer.`,
  ];
}
