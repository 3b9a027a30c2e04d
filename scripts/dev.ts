import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { constants } from 'node:os';
import nextEnv from '@next/env';
import { startDemoProvider } from '@/scripts/demo-provider';

const PORT_OPTION = /^(?:-p|--port)(?:=?(\d+))?$/;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The ports that `next dev` may listen on: it goes to the next free one if none was named. */
function possiblePorts(args: readonly string[]): number[] {
  const at = args.findIndex((arg) => PORT_OPTION.test(arg));
  const option = args[at]?.match(PORT_OPTION)?.[1] ?? (at < 0 ? undefined : args[at + 1]);
  const named = Number(option ?? process.env.PORT);
  return named ? [named] : Array.from({ length: 10 }, (_, n) => 3000 + n);
}

/** Returns the addresses that the app may have, as it will see them itself. */
function possibleSites(args: readonly string[], siteUrl?: string): string[] {
  if (siteUrl && URL.canParse(siteUrl)) return [new URL(siteUrl).origin];
  return possiblePorts(args).map((port) => `http://localhost:${port}`);
}

/** Starts the demo provider; returns the settings by which the app knows it. */
async function offerDemoAccount(sites: readonly string[]): Promise<Record<string, string>> {
  const id = 'gatehouse';
  const secret = randomBytes(32).toString('base64url');
  const redirectUris = sites.map((site) => `${site}/auth/demo`);
  const { issuer } = await startDemoProvider({ clients: [{ id, secret, redirectUris }] });
  return {
    OIDC_DEMO_ISSUER: issuer,
    OIDC_DEMO_CLIENT_ID: id,
    OIDC_DEMO_CLIENT_SECRET: secret,
    OIDC_DEMO_LABEL: 'the demo account',
  };
}

/** Runs `next dev`; this process ends when it does, and as it does. */
function runNext(args: readonly string[], env: NodeJS.ProcessEnv) {
  const command = ['node_modules/next/dist/bin/next', 'dev', ...args];
  const next = spawn(process.execPath, command, { env, stdio: 'inherit' });
  for (const signal of SIGNALS) process.on(signal, () => next.kill(signal));
  process.on('exit', () => next.kill());
  // The shell that npm runs this in passes no signal on. Another parent tells that it has ended.
  const parent = process.ppid;
  const watch = () => process.ppid === parent || next.kill();
  if (process.env.npm_lifecycle_event) setInterval(watch, 500);
  next.on('exit', (code, signal) => {
    process.exit(code ?? 128 + constants.signals[signal ?? 'SIGTERM']);
  });
}

const args = process.argv.slice(2);
// Next.js reads the files again by itself, and watches them.
const own = { ...process.env };
const { combinedEnv } = nextEnv.loadEnvConfig(process.cwd(), true, { info() {}, error() {} });
// The developer's own value, even an empty one, is kept.
const hasOwnIssuer = combinedEnv.OIDC_DEMO_ISSUER !== undefined;
const demo = hasOwnIssuer ? {} : await offerDemoAccount(possibleSites(args, combinedEnv.SITE_URL));
runNext(args, { ...own, ...demo });
