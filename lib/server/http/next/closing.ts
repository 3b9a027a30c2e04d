import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as SocketServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connections } from '@/lib/server/http/next/connections';

/** The interval at which connections are counted, in milliseconds. */
const LOOK_MS = 50;

/** The longest time for which connections that the system holds are still taken, in milliseconds. */
const QUEUE_MS = 500;

/**
 * Takes no more connections, and returns a function that goes on with requests, which are held until
 * then. Connections that the system holds are taken first, as closing would reset them; were their
 * requests answered meanwhile, the same clients would make new ones. Idle connections stay: Node's
 * own `close` of a server would end them, and with them requests that are on their way.
 */
export async function stopListening({ servers }: Connections): Promise<() => void> {
  const goOn = [...servers].map(holdRequests);
  let taken = 0;
  subscribe('net.server.socket', () => {
    taken += 1;
  });
  const deadline = Date.now() + QUEUE_MS;
  let before = -1;
  while (taken > before && Date.now() < deadline) {
    before = taken;
    await sleep(LOOK_MS);
  }
  for (const server of servers) SocketServer.prototype.close.call(server);
  return () => {
    for (const go of goOn) go();
  };
}

/** Holds the requests that come; returns a function that has them answered. */
function holdRequests(server: Server): () => void {
  const held: [IncomingMessage, ServerResponse][] = [];
  const listeners = server.listeners('request') as Parameters<typeof server.on>[1][];
  server.removeAllListeners('request');
  server.on('request', (...exchange) => held.push(exchange));
  return () => {
    server.removeAllListeners('request');
    for (const listener of listeners) server.on('request', listener);
    for (const exchange of held) server.emit('request', ...exchange);
  };
}

/**
 * Ends all connections once what is under way is answered. A request that still comes is answered,
 * and its client told to use the connection no more; an idle connection is left to the time that its
 * last answer promised. Cuts what is left after `withinMs`, and resolves with its number.
 */
export async function endConnections(
  { servers, open }: Connections,
  withinMs: number,
): Promise<number> {
  const deadline = Date.now() + withinMs;
  const gatePort = process.env.GATE_PORT;
  subscribe('http.server.request.start', (message) => {
    endAfter((message as { response: ServerResponse }).response);
  });
  for (const { unsent } of open.values()) unsent.forEach(endAfter);
  const [{ keepAliveTimeout } = { keepAliveTimeout: 0 }] = servers;
  // The gate asks over its own while a page is under way, and is no client to wait for.
  const clients = () => [...open.keys()].filter(({ localPort }) => String(localPort) !== gatePort);
  while (clients().length > 0 && Date.now() < deadline) {
    await sleep(LOOK_MS);
    // Over these no request was begun. Node.js would give them longer.
    for (const [socket, { since }] of open) {
      if (socket.bytesRead === 0 && Date.now() - (since ?? 0) > keepAliveTimeout) socket.destroy();
    }
  }
  const left = clients();
  for (const socket of left) socket.destroy();
  return left.length;
}

function endAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}
