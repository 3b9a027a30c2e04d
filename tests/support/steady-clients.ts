import { Agent, request } from 'node:http';

/** Clients that send one request after another, each over a connection of its own. */
export interface SteadyClients {
  /** Requests that were answered so far. */
  readonly answered: number;
  /** Requests without an answer, by the code of the error; of refused connections, one a client. */
  readonly failed: Readonly<Record<string, number>>;
  /** Lets each have its last answer. */
  stop(): Promise<void>;
}

/** Opens `count` connections to `url`, one by one, and keeps all of them busy. */
export async function startClients(url: string, count: number): Promise<SteadyClients> {
  const failed: Record<string, number> = {};
  let answered = 0;
  let isStopped = false;
  const ask = async (agent: Agent) => {
    const failure = await failureOf(url, agent);
    if (failure) failed[failure] = (failed[failure] ?? 0) + 1;
    else answered += 1;
    return failure;
  };
  const askOn = async (agent: Agent) => {
    // Who is refused has lost no request: no server was there to take it.
    while (!isStopped && (await ask(agent)) !== 'ECONNREFUSED');
    agent.destroy();
  };
  const agents = Array.from({ length: count }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  for (const agent of agents) await ask(agent);
  const all = Promise.all(agents.map(askOn));
  return {
    get answered() {
      return answered;
    },
    failed,
    async stop() {
      isStopped = true;
      await all;
    },
  };
}

/** Sends one request; resolves with null once its answer is there to the end, else the error's code. */
function failureOf(url: string, agent: Agent): Promise<string | null> {
  return new Promise((resolve) => {
    const fail = ({ code = 'unknown' }: NodeJS.ErrnoException) => resolve(code);
    const call = request(url, { agent }, (response) => {
      response.resume().once('error', fail);
      response.once('end', () => resolve(null));
    });
    call.once('error', fail).end();
  });
}
