import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '@/scripts/bench/measure/statistics';
import { findFreePort, serve } from '@/scripts/serve';
import { causeMail } from '@/tests/proofs/cause-mail';

// As CommonJS: its default export hides behind another one when Node.js imports it.
const { default: serveSes } = createRequire(import.meta.url)(
  'aws-ses-v2-local',
) as typeof import('aws-ses-v2-local');

const ARRIVAL_TIMEOUT_MS = 180_000;

const sesSettings = (port: number) => ({
  EMAIL_TRANSPORT: 'ses',
  AWS_SES_REGION_NAME: 'eu-central-1',
  AWS_SES_FROM_EMAIL: 'hello@example.com',
  AWS_SES_ACCESS_KEY_ID: 'test',
  AWS_SES_SECRET_ACCESS_KEY: 'test',
  AWS_SES_ENDPOINT: `http://127.0.0.1:${port}`,
});

/** Starts a server that accepts connections, never answers, and counts the most that it held. */
async function deafServer() {
  const sockets = new Set<Socket>();
  let most = 0;
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    most = Math.max(most, sockets.size);
    // Read, or its end would not be noticed.
    socket
      .resume()
      .on('close', () => sockets.delete(socket))
      .on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    mostSockets: () => most,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

interface StoredMail {
  destination: { to: string[] };
  subject: string;
}

/** Returns the mails to a domain. All such servers of a process share one store. */
async function storedMails(port: number, domain: string): Promise<string[]> {
  const { emails } = (await (await fetch(`http://127.0.0.1:${port}/store`)).json()) as {
    emails: StoredMail[];
  };
  const mails = emails.map(({ destination, subject }) => `${destination.to[0]} ${subject}`);
  return mails.filter((mail) => mail.includes(`@${domain} `));
}

/** The results of a run with SES up, down and deaf. */
export interface OutageReport {
  medianMs: Record<'up' | 'down' | 'deaf', number>;
  /** The median ratio to the first server's time, of answers given at the same moment. */
  ratioToUp: Record<'down' | 'deaf', number>;
  mails: number;
  /** Mails that came once SES was back, and those of them that came twice. */
  arrived: number;
  twice: number;
  mostSockets: number;
}

/**
 * Causes `mails` mails on three servers in turn: one with SES, one whose SES is down for the whole
 * run, one whose SES accepts and never answers. Then the second's comes back.
 */
export async function proveOutage(app: string, mails: number): Promise<OutageReport> {
  const folders = await Promise.all(
    ['up', 'down', 'deaf'].map((name) => mkdtemp(join(tmpdir(), `gatehouse-${name}-`))),
  );
  const ses = await serveSes({ host: '127.0.0.1', port: 0 });
  const sesPort = (ses.address() as { port: number }).port;
  const downPort = await findFreePort();
  const deaf = await deafServer();
  const ports = { up: sesPort, down: downPort, deaf: deaf.port };
  const names = ['up', 'down', 'deaf'] as const;
  const servers = await Promise.all(
    names.map((name, i) =>
      serve(app, folders[i] ?? '', {
        ...sesSettings(ports[name]),
        SEND_CONFIRMATION_EMAIL: 'true',
      }),
    ),
  );
  const times: Record<(typeof names)[number], number[]> = { up: [], down: [], deaf: [] };
  for (let at = 0; at < mails; at += 1) {
    // Each goes first as often as the others: the first one finds the processor cold.
    for (const i of [0, 1, 2].map((n) => (n + at) % 3)) {
      const name = names[i] ?? 'up';
      const server = servers[i];
      const start = performance.now();
      if (!server || !(await causeMail(server, at, `${name}.example.com`)))
        throw new Error(`${name}: not acknowledged`);
      times[name].push(performance.now() - start);
    }
  }
  const back = await serveSes({ host: '127.0.0.1', port: downPort });
  const deadline = Date.now() + ARRIVAL_TIMEOUT_MS;
  let arrived: string[] = [];
  while (Date.now() < deadline && arrived.length < mails) {
    await sleep(500);
    arrived = await storedMails(downPort, 'down.example.com');
  }
  // A mail that comes twice would come soon.
  await sleep(2000);
  arrived = await storedMails(downPort, 'down.example.com');
  await Promise.all(servers.map((server) => server.stop()));
  for (const server of [ses, back, deaf]) server.close();
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  // Sign-ups and resets differ in their work: each kind has its own median.
  const middle = (all: number[]) =>
    (quantile(
      all.filter((_, at) => at % 2 === 0),
      0.5,
    ) +
      quantile(
        all.filter((_, at) => at % 2 === 1),
        0.5,
      )) /
    2;
  const ratio = (all: number[]) =>
    quantile(
      all.map((ms, at) => ms / (times.up[at] ?? Number.NaN)),
      0.5,
    );
  return {
    medianMs: { up: middle(times.up), down: middle(times.down), deaf: middle(times.deaf) },
    ratioToUp: { down: ratio(times.down), deaf: ratio(times.deaf) },
    mails,
    arrived: new Set(arrived).size,
    twice: arrived.length - new Set(arrived).size,
    mostSockets: deaf.mostSockets(),
  };
}
