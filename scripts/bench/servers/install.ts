import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Workshop, writeFiles } from '@/scripts/bench/servers/workshop';

const run = promisify(execFile);

/** The version of a package that the app itself runs on. */
async function installedVersion(name: string): Promise<string> {
  const { version } = JSON.parse(await readFile(`node_modules/${name}/package.json`, 'utf8'));
  return `${name}@${version}`;
}

/** A Next.js app of a few files, on the versions of the app. */
export interface SmallApp {
  name: string;
  files: Readonly<Record<string, string>>;
  /** Packages that the app has: in its version. */
  shared: readonly string[];
  /** Packages that it has not, with their versions. */
  further: readonly string[];
  /** A script that prepares its data, run in its folder. */
  prepare?: string;
}

/** Installs and builds an app into the workshop, once; returns its folder. */
export async function buildSmallApp(
  { folder, tell }: Workshop,
  { name, files, shared, further, prepare }: SmallApp,
): Promise<string> {
  const app = join(folder, name);
  if (existsSync(join(app, 'ready'))) return app;
  tell(`installing and building ${name}`);
  const manifest = {
    private: true,
    type: 'module',
    imports: { '#*': './*.mjs' },
    scripts: { start: 'next start' },
    allowScripts: { 'better-sqlite3': true },
  };
  await writeFiles(app, { ...files, 'package.json': JSON.stringify(manifest) });
  const common = ['next', 'react', 'react-dom', ...shared];
  const packages = [...(await Promise.all(common.map(installedVersion))), ...further];
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } as const;
  const options = { cwd: app, env, maxBuffer: 64 * 1024 * 1024 };
  await run(
    'npm',
    ['install', '--no-audit', '--no-fund', '--prefer-offline', ...packages],
    options,
  );
  await run(process.execPath, ['node_modules/next/dist/bin/next', 'build'], options);
  if (prepare) await run(process.execPath, [prepare], options);
  await writeFile(join(app, 'ready'), '');
  return app;
}
