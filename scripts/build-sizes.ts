import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

/** Returns the scripts that every page of a built app loads, by their paths in its folder. */
export function scriptsOfEveryPage(app: string): string[] {
  const { rootMainFiles } = readJson<{ rootMainFiles: string[] }>(
    join(app, '.next/build-manifest.json'),
  );
  return rootMainFiles.map((file) => `.next/${file}`);
}

/** Returns how many bytes some files of a built app are in transfer. */
export function gzipBytes(app: string, files: Iterable<string>): number {
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(app, file))).length, 0);
}

/** True for the native part of SQLite, which is as large as it is. */
const isSqliteAddon = (file: string) => /better-sqlite3[^/]*\/.*\.node$/.test(file);

/**
 * Returns how many bytes the files are that each route of the API of a built app needs, by its path:
 * what Next.js traced for it and for the start, which a platform bundles with each route. The
 * addon of SQLite is left out.
 */
export function tracedBytesOfRoutes(app: string): Record<string, number> {
  const server = join(app, '.next/server');
  const start = tracedFiles(join(server, 'instrumentation.js.nft.json'));
  const traces = readdirSync(join(server, 'app'), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('/route.js.nft.json'),
  );
  const sizes = traces.map((trace) => {
    const files = new Set([...start, ...tracedFiles(join(server, 'app', trace))]);
    const bytes = [...files].reduce((sum, file) => sum + fileBytes(file), 0);
    return [`/${dirname(trace)}`, bytes] as const;
  });
  return Object.fromEntries(sizes);
}

function tracedFiles(trace: string): string[] {
  const { files } = readJson<{ files: string[] }>(trace);
  return files.map((file) => resolve(dirname(trace), file));
}

function fileBytes(file: string): number {
  // A package outside the bundle is there as a link, too.
  const stat = statSync(file);
  return stat.isFile() && !isSqliteAddon(file) ? stat.size : 0;
}
