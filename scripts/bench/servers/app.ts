import { existsSync } from 'node:fs';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Server, type Start, startServer } from '@/scripts/bench/servers/process';
import { newFolder, type Workshop, writeFiles } from '@/scripts/bench/servers/workshop';
import { buildVariant } from '@/scripts/build-variant';
import { findFreePort, productionSettings } from '@/scripts/serve';

/** A route that does nothing: the floor, which is the framework's. */
export const BARE_ROUTE =
  "export const dynamic = 'force-dynamic';\nexport const GET = () => Response.json({ status: 'ok' });\nexport const POST = GET;\n";

/** The page behind the gate, without the gate and without a question to the database. */
const UNGATED_PAGE = `import { Dashboard } from '@/components/account/dashboard';
const user = { id: 1, first_name: 'Ada', last_name: 'Lovelace', email: 'ada1@example.com' };
export default function Page() {
  return <Dashboard user={user} />;
}
`;

const EMPTY_PAGE = 'export default function Page() {\n  return null;\n}\n';

/** Files that the measured copy of the app has besides its own. */
const ADDED_FILES: Readonly<Record<string, string>> = {
  'app/api/bare/route.ts': BARE_ROUTE,
  'app/ungated/page.tsx': UNGATED_PAGE,
  'app/empty/page.tsx': EMPTY_PAGE,
};

/** The start of the gate's pattern, and the same one with the pages that it shall not see. */
const PATTERN = "'/((?!api(";
const SHORTER_PATTERN = "'/((?!ungated$|empty$|api(";

async function change(copy: string): Promise<void> {
  await writeFiles(copy, ADDED_FILES);
  const gate = await readFile(join(copy, 'middleware.ts'), 'utf8');
  if (!gate.includes(PATTERN)) throw new Error('The pattern of middleware.ts has changed.');
  await writeFile(join(copy, 'middleware.ts'), gate.replace(PATTERN, SHORTER_PATTERN));
}

/**
 * Builds a copy of the app, with a bare route and pages outside the gate, once for a workshop;
 * returns its folder.
 */
export async function buildApp({ folder, tell }: Workshop): Promise<string> {
  const link = join(folder, 'app');
  if (existsSync(join(link, '.next/BUILD_ID'))) return link;
  tell('building the app');
  // It is the code that `npm run check` checks; the pages that are added have no types of their own.
  process.env.TYPES_ARE_CHECKED = '1';
  const variant = await buildVariant(change);
  // It lies where it was built: a build does not survive being moved.
  await symlink(variant.folder, link);
  return link;
}

/** What differs between the servers of the app that are measured. */
export interface AppOptions {
  settings?: Readonly<Record<string, string>>;
  cores: string | null;
  /** A folder with data of an earlier start; a new one unless given. */
  data?: string;
  /** True to leave its output in a pipe, which the caller reads or not. */
  isPiped?: boolean;
  /** `npm start` itself, instead of the command behind it. */
  isByNpm?: boolean;
}

/** How `npm start` starts the app, with production's settings and these; and its address. */
export async function appStart(
  workshop: Workshop,
  { settings = {}, cores, data, isPiped = false, isByNpm = false }: AppOptions,
): Promise<{ start: Start; url: string }> {
  const app = await buildApp(workshop);
  const folder = data ?? (await newFolder(workshop, 'app'));
  const port = await findFreePort();
  const { scripts } = JSON.parse(await readFile(join(app, 'package.json'), 'utf8'));
  const script = `PATH="$PWD/node_modules/.bin:$PATH"; ${scripts.start}`;
  const env = {
    ...productionSettings(folder, port),
    TRUSTED_PROXY_HOPS: '1',
    // Longer than all of a run.
    ACCESS_TOKEN_LIFETIME: '1d',
    ...settings,
  };
  const command = isByNpm ? ['npm', 'start'] : ['sh', '-c', script];
  const logFile = isPiped ? null : join(folder, 'server.log');
  return {
    start: { command, folder: app, env, cores, logFile },
    url: `http://127.0.0.1:${port}`,
  };
}

/** Starts the app, and waits until it is healthy. */
export async function startApp(workshop: Workshop, options: AppOptions): Promise<Server> {
  const { start, url } = await appStart(workshop, options);
  return startServer(start, url, '/api/health');
}
