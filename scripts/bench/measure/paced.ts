import { Agent, type OutgoingHttpHeaders, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than any answer takes. */
const TIMEOUT_MS = 40_000;
const TICK_MS = 5;

/** One request. */
export interface Call {
  method?: 'GET' | 'POST';
  path: string;
  headers?: OutgoingHttpHeaders;
  body?: string;
}

/** What became of a request. */
export interface Answer {
  /** 0 if none came. */
  status: number;
  /** The time at which it was sent, by `performance.now()`. */
  sentAt: number;
  ms: number;
  /** The client's port, which names the connection; 0 if there was none. */
  port: number;
  /** The error's code if no answer came. */
  error?: string;
}

/** Sends one request, and returns what became of it; rejects never. */
function send(url: string, call: Call, agent: Agent): Promise<Answer> {
  const { method = 'GET', path, headers = {}, body } = call;
  const start = performance.now();
  let port = 0;
  return new Promise((resolve) => {
    const end = (status: number, error?: string) =>
      resolve({
        status,
        sentAt: start,
        ms: performance.now() - start,
        port,
        ...(error && { error }),
      });
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const options = { method, agent, headers: { ...headers, ...length }, timeout: TIMEOUT_MS };
    const sent = request(url + path, options, (response) => {
      response.on('end', () => end(response.statusCode ?? 0));
      response.on('error', (error: NodeJS.ErrnoException) => end(0, error.code));
      response.resume();
    });
    sent.on('socket', (socket) => {
      const note = () => {
        port = socket.localPort ?? 0;
      };
      if (socket.connecting) socket.once('connect', note);
      else note();
    });
    sent.on('timeout', () => sent.destroy(new Error('timeout')));
    sent.on('error', (error: NodeJS.ErrnoException) => end(0, error.code ?? error.message));
    sent.end(body);
  });
}

/** A load of so many requests a second, however long the answers take. */
export interface Paced {
  /** The answers so far. */
  answers: Answer[];
  /** Sends no more; resolves once all have been answered. */
  stop(): Promise<void>;
}

/** How to send a paced load. */
export interface Pace {
  url: string;
  perSecond: number;
  /** The request with this number. */
  call: (index: number) => Call;
  /** False for a new connection with each request. */
  keepAlive?: boolean;
}

/** Begins a paced load. */
export function startPaced({ url, perSecond, call, keepAlive = true }: Pace): Paced {
  const agent = new Agent({ keepAlive });
  const answers: Answer[] = [];
  const underWay = new Set<Promise<void>>();
  const start = performance.now();
  let count = 0;
  const timer = setInterval(() => {
    const due = ((performance.now() - start) / 1000) * perSecond;
    for (; count < due; count += 1) {
      const one = send(url, call(count), agent).then((answer) => {
        answers.push(answer);
        underWay.delete(one);
      });
      underWay.add(one);
    }
  }, TICK_MS);
  return {
    answers,
    async stop() {
      clearInterval(timer);
      await Promise.all(underWay);
      agent.destroy();
    },
  };
}

/** Sends requests one after the other from so many clients, until `isOver`; returns the answers. */
export async function sendInLoop(
  { url, call, keepAlive = true }: Omit<Pace, 'perSecond'>,
  clients: number,
  isOver: () => boolean,
): Promise<Answer[]> {
  const agent = new Agent({ keepAlive });
  const answers: Answer[] = [];
  let count = 0;
  const work = async () => {
    while (!isOver()) {
      count += 1;
      const answer = await send(url, call(count), agent);
      answers.push(answer);
      // A server that is gone would be asked again at once, and again.
      if (answer.status === 0) await sleep(TICK_MS);
    }
  };
  await Promise.all(Array.from({ length: clients }, work));
  agent.destroy();
  return answers;
}
