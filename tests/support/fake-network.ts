import { vi } from 'vitest';

interface Sent {
  method: string;
  path: string;
  body: unknown;
}

type Reply = { status: number; body?: unknown } | 'offline';

/** Stands in for the network between browser and server: every request is answered by `reply`. */
export function stubNetwork(reply: (sent: Sent) => Reply | Promise<Reply>): Sent[] {
  const log: Sent[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    const text = await request.text();
    const sent = {
      method: request.method,
      path: new URL(request.url).pathname,
      body: text ? JSON.parse(text) : null,
    };
    log.push(sent);
    const answer = await reply(sent);
    if (answer === 'offline') throw new TypeError('Failed to fetch');
    const { status, body } = answer;
    return status === 204 ? new Response(null, { status }) : Response.json(body ?? {}, { status });
  });
  return log;
}
