import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { hostileCases } from '@/tests/support/social/hostile/corpus';
import { honest } from '@/tests/support/social/hostile/honest';
import { type Endpoint, type HostileCase, sendJson } from '@/tests/support/social/hostile/stage';

/**
 * A provider for each hostile case, behind one port. To attack with a case: configure a client
 * with `issuerOf(case)` (or `endpointsOf(case)`, where addresses are fixed) and `CLIENT`, begin an
 * attempt, and answer its callback with the attempt's nonce as `code`.
 */
export interface HostileProvider {
  /** The issuer at which a case is served; one that answers honestly for null. */
  issuerOf(hostile: HostileCase | null): string;
  /** The addresses of a case, by their names in the providers' files. */
  endpointsOf(hostile: HostileCase | null): Record<string, string>;
  /** The paths requested from the canary; must stay empty. */
  canaryHits: readonly string[];
  stop(): Promise<void>;
}

const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  '/.well-known/openid-configuration': 'discovery',
  '/jwks': 'jwks',
  '/token': 'token',
  '/userinfo': 'userinfo',
  '/emails': 'emails',
};

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Starts a hostile provider on the loopback interface. */
export async function startHostileProvider(): Promise<HostileProvider> {
  const canaryHits: string[] = [];
  const canaryServer = createServer((request, response) => {
    canaryHits.push(request.url ?? '');
    response.end('{}');
  });
  // Its host has another name than the provider's, so that no rule about the own host allows it.
  const canary = `http://localhost:${await listen(canaryServer)}`;

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const [, place, path = ''] = /^\/(\w+)(\/.*)$/.exec(request.url ?? '') ?? [];
    const endpoint = ENDPOINTS[path];
    const nonce = new URLSearchParams(await text(request)).get('code') ?? '';
    if (!place || !endpoint) return sendJson(response, { error: 'not_found' }, 404);
    const reply = hostileCases[Number(place)]?.replies[endpoint] ?? honest[endpoint];
    return reply(response, { issuer: `${origin}/${place}`, nonce, canary });
  }

  const server = createServer((request, response) => {
    // A client that has enough of an answer closes the connection while it is written.
    response.on('error', () => {});
    // A connection broken by one case must not be reused by another.
    response.shouldKeepAlive = false;
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.on('connection', (socket) => socket.on('error', () => {}));
  const origin = `http://127.0.0.1:${await listen(server)}`;
  const issuerOf = (hostile: HostileCase | null) =>
    `${origin}/${hostile ? hostileCases.indexOf(hostile) : 'honest'}`;
  return {
    issuerOf,
    endpointsOf(hostile) {
      const issuer = issuerOf(hostile);
      return {
        issuer,
        authorization: `${issuer}/authorize`,
        token: `${issuer}/token`,
        keys: `${issuer}/jwks`,
        userInfo: `${issuer}/userinfo`,
        emails: `${issuer}/emails`,
      };
    },
    canaryHits,
    stop: async () => {
      await Promise.all([stop(server), stop(canaryServer)]);
    },
  };
}
