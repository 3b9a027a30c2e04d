import { type Comparison, compare } from '@/scripts/bench/measure/compare';
import { onLoadCore } from '@/scripts/bench/measure/cores';
import type { Result } from '@/scripts/bench/measure/figures';
import { measureInTurn, type Target } from '@/scripts/bench/measure/load';
import { startApp } from '@/scripts/bench/servers/app';
import { sessionRequests, startBetterAuth } from '@/scripts/bench/servers/better-auth';
import {
  bearerRequests,
  DJANGO_PACKAGES,
  findDjango,
  startDjango,
  verifyRequests,
} from '@/scripts/bench/servers/django';
import { refreshRequests, requestsOf, signUpPeople } from '@/scripts/bench/servers/people';
import type { Server } from '@/scripts/bench/servers/process';
import type { Workshop } from '@/scripts/bench/servers/workshop';

/** People that are signed in, whose requests come in turn. */
const PEOPLE = 200;
/** More of them refresh, or the limit of each session would be reached. */
const REFRESHING = 400;

const BARE = 'bare handler';
/** Next.js spends more on a POST, whatever its handler does with it. */
const BARE_POST = 'bare handler, POST';
const UNGATED = 'page, ungated';
const GET_SESSION = 'better-auth get-session';
const ME = 'users/me';

const COMPARISONS: readonly Comparison[] = [
  { name: 'jwt/verify', of: BARE, wanted: { atLeast: 0.85 } },
  { name: ME, of: BARE, wanted: { atLeast: 0.75 } },
  { name: 'jwt/refresh', of: BARE, wanted: { atLeast: 0.7 } },
  { name: 'jwt/verify', of: BARE_POST },
  { name: 'jwt/refresh', of: BARE_POST },
  { name: 'health', of: BARE },
  { name: 'unknown path', of: BARE },
  { name: 'page, gated', of: UNGATED, wanted: { atLeast: 0.85 } },
  { name: ME, of: GET_SESSION, wanted: { atLeast: 2.2 } },
  { name: BARE, of: 'better-auth bare handler' },
  { name: 'jwt/verify', of: 'Django jwt/verify' },
  { name: ME, of: 'Django users/me' },
  { name: 'jwt/refresh', of: 'Django jwt/refresh' },
];

/** What is asked of the app. */
async function appTargets({ url, pid }: Server): Promise<Target[]> {
  const people = await signUpPeople(url, PEOPLE + REFRESHING);
  const [signedIn, refreshing] = [people.slice(0, PEOPLE), people.slice(PEOPLE)];
  const bare = (path: string, method: 'GET' | 'POST' = 'GET') =>
    signedIn.map(({ client }) => ({ method, path, headers: client }));
  const ofApp = (name: string, requests: Target['requests'], status = 200) => ({
    name,
    url,
    pid,
    requests,
    statuses: [status],
  });
  return [
    ofApp(BARE, bare('/api/bare')),
    ofApp(BARE_POST, bare('/api/bare', 'POST')),
    ofApp('jwt/verify', requestsOf(signedIn, 'POST', '/api/jwt/verify/')),
    ofApp(ME, requestsOf(signedIn, 'GET', '/api/users/me/')),
    ofApp('jwt/refresh', refreshRequests(refreshing, '/api/jwt/refresh/')),
    ofApp('health', bare('/api/health/')),
    ofApp('unknown path', bare('/api/unknown/'), 404),
    ofApp(UNGATED, bare('/ungated')),
    ofApp('page, gated', requestsOf(signedIn, 'GET', '/dashboard')),
  ];
}

async function betterAuthTargets({ url, pid }: Server): Promise<Target[]> {
  const bare = [{ path: '/api/bare' }];
  return [
    { name: GET_SESSION, url, pid, requests: await sessionRequests(url, PEOPLE), statuses: [200] },
    { name: 'better-auth bare handler', url, pid, requests: bare, statuses: [200] },
  ];
}

/** Servers to compare with: each by a name, its targets, or why it is left out. */
const OTHERS: Readonly<
  Record<string, (workshop: Workshop, servers: Server[]) => Promise<Target[] | string>>
> = {
  'better-auth': async (workshop, servers) => {
    const server = await startBetterAuth(workshop);
    servers.push(server);
    return betterAuthTargets(server);
  },
  Django: async (workshop, servers) => {
    if (!findDjango()) return `not installed (${DJANGO_PACKAGES})`;
    const { server, people } = await startDjango(workshop, PEOPLE + REFRESHING);
    servers.push(server);
    const { url, pid } = server;
    const [signedIn, refreshing] = [people.slice(0, PEOPLE), people.slice(PEOPLE)];
    const requests = {
      'Django jwt/verify': verifyRequests(signedIn, '/api/jwt/verify/'),
      'Django users/me': bearerRequests(signedIn, '/api/users/me/'),
      'Django jwt/refresh': refreshRequests(refreshing, '/api/jwt/refresh/'),
    };
    return Object.entries(requests).map(([name, all]) => ({
      name,
      url,
      pid,
      requests: all,
      statuses: [200],
    }));
  },
};

/** What a request costs, the server on one core: the app's, and those of other servers. */
export async function measurePath(workshop: Workshop): Promise<Result> {
  const servers: Server[] = [];
  const skipped: string[] = [];
  try {
    const settings = { LOG_LEVEL: 'info' };
    const app = await startApp(workshop, { settings, cores: workshop.cores?.server ?? null });
    servers.push(app);
    const targets = await appTargets(app);
    for (const [name, start] of Object.entries(OTHERS)) {
      const found = await start(workshop, servers).catch((error: Error) => error.message);
      if (typeof found === 'string') skipped.push(`${name}: ${found}`);
      else targets.push(...found);
    }
    workshop.tell(`measuring ${targets.map(({ name }) => name).join(', ')}`);
    const samples = await onLoadCore(workshop.cores, () => measureInTurn(targets, workshop.plan));
    return { figures: COMPARISONS.flatMap((one) => compare(samples, one)), skipped };
  } finally {
    for (const server of servers) await server.stop();
  }
}
