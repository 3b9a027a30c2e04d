import { vi } from 'vitest';

interface Sent {
  method: string;
  path: string;
  /** The query, like `?limit=1`, or the empty text. */
  search: string;
  body: unknown;
}

type Reply = { status: number; body?: unknown; headers?: Record<string, string> } | 'offline';

/** Stands in for the network between browser and server: every request is answered by `reply`. */
export function stubNetwork(reply: (sent: Sent) => Reply | Promise<Reply>): Sent[] {
  const log: Sent[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    const text = await request.text();
    const { pathname: path, search } = new URL(request.url);
    const sent = {
      method: request.method,
      path,
      search,
      body: text ? JSON.parse(text) : null,
    };
    log.push(sent);
    const answer = await reply(sent);
    if (answer === 'offline') throw new TypeError('Failed to fetch');
    const { status, body, headers = {} } = answer;
    if (status === 204) return new Response(null, { status });
    return Response.json(body ?? {}, { status, headers });
  });
  return log;
}
