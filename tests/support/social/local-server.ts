import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll } from 'vitest';

/** A request as it arrived. */
interface Arrival {
  method: string;
  url: URL;
  headers: IncomingMessage['headers'];
  body: string;
}

/** Answers a request whose body has been read. */
export type Page = (response: ServerResponse, arrival: Arrival) => unknown;

/** A server on this machine whose pages a test may replace at any time. */
export interface LocalServer {
  url: string;
  /** By path. Any other path answers 404. */
  pages: Record<string, Page>;
  arrivals: Arrival[];
}

/** Starts a local server for this test file. */
export async function startLocalServer(): Promise<LocalServer> {
  const local: LocalServer = { url: '', pages: {}, arrivals: [] };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request);
    const { method = '', headers } = request;
    const arrival = { method, url: new URL(request.url ?? '/', local.url), headers, body };
    local.arrivals.push(arrival);
    const page = local.pages[arrival.url.pathname] ?? json({ error: 'not_found' }, 404);
    await page(response, arrival);
  };
  const server = createServer(async (request, response) => {
    // A page that throws is a mistake of the test, which gets the error at once.
    await answer(request, response).catch((error) => response.writeHead(418).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  local.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return local;
}

/** A page of JSON. */
export function json(value: unknown, status = 200): Page {
  return page(JSON.stringify(value), 'application/json', status);
}

/** A page of any text. */
export function page(content: string, type = 'text/html', status = 200): Page {
  return (response) => response.writeHead(status, { 'content-type': type }).end(content);
}
