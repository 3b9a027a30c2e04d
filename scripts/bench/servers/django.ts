import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Person } from '@/scripts/bench/servers/people';
import { clientHeader } from '@/scripts/bench/servers/people';
import { type Server, startServer } from '@/scripts/bench/servers/process';
import { newFolder, type Workshop } from '@/scripts/bench/servers/workshop';
import { findFreePort } from '@/scripts/serve';

/** Debian's own Python, which has Debian's packages. */
const PYTHON = '/usr/bin/python3';
const SITE_FOLDER = 'scripts/bench/servers';
const IMPORTS = 'import django, rest_framework, rest_framework_simplejwt as jwt';

/** How to get what is missing. */
export const DJANGO_PACKAGES =
  'apt-get install python3-djangorestframework python3-djangorestframework-simplejwt gunicorn';

/** The versions of Django and simplejwt, and the server, in words; null without them. */
export function findDjango(): string | null {
  const print = `${IMPORTS}; print('Django', django.__version__, 'simplejwt', jwt.__version__)`;
  const { status, stdout } = spawnSync(PYTHON, ['-c', print], { encoding: 'utf8' });
  return status === 0 ? `${stdout.trim()}, ${hasGunicorn() ? 'gunicorn' : 'runserver'}` : null;
}

function hasGunicorn(): boolean {
  return spawnSync(PYTHON, ['-c', 'import gunicorn'], { stdio: 'ignore' }).status === 0;
}

/** Starts Django with people who are signed in; its own kind of server keeps connections. */
export async function startDjango(
  workshop: Workshop,
  count: number,
): Promise<{ server: Server; people: Person[] }> {
  const data = await newFolder(workshop, 'django');
  const env = { DATABASE_FILE: join(data, 'django.sqlite3'), PYTHONDONTWRITEBYTECODE: '1' };
  const port = await findFreePort();
  const site = join(SITE_FOLDER, 'django_site.py');
  const printed = execFileSync(PYTHON, [site, 'prepare', String(count)], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  const pairs: Pick<Person, 'access' | 'refresh'>[] = JSON.parse(printed);
  const people = pairs.map((pair, index) => ({ client: clientHeader(index), ...pair }));
  const gunicorn = [
    ...['-m', 'gunicorn', '--chdir', SITE_FOLDER, '--bind', `127.0.0.1:${port}`],
    ...['--workers', '1', '--worker-class', 'gthread', '--threads', '4', 'django_site:application'],
  ];
  const command = [PYTHON, ...(hasGunicorn() ? gunicorn : [site, 'serve', String(port)])];
  const start = {
    command,
    folder: process.cwd(),
    env,
    cores: workshop.cores?.server ?? null,
    logFile: join(data, 'server.log'),
  };
  const url = `http://127.0.0.1:${port}`;
  const server = await startServer(start, url, '/api/users/me/');
  return { server, people };
}

/** Requests of one kind, each by another person, with the access token in the header. */
export function bearerRequests(people: readonly Person[], path: string) {
  return people.map(({ access }) => ({
    method: 'GET' as const,
    path,
    headers: { authorization: `Bearer ${access}` },
  }));
}

/** Requests that ask whether an access token is good, each about another one. */
export function verifyRequests(people: readonly Person[], path: string) {
  return people.map(({ access }) => ({
    method: 'POST' as const,
    path,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: access }),
  }));
}
