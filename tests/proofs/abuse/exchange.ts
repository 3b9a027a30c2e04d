import { connect } from 'node:net';
import { write } from '@/tests/proofs/abuse/wire';

/** The time within which a server is done with a request, or has closed the connection. */
const HANG_MS = 5000;

/** The time after which a client with an unfinished request says that nothing more comes. */
const PATIENCE_MS = 250;

/** The longest time in which a server that is held up may come back. */
const RECOVERY_MS = 30_000;

/** The outcome of a request. */
export interface Exchange {
  /** Null if no answer came: the connection was closed, or nothing happened for `HANG_MS`. */
  status: number | null;
  /** True if the server had neither answered in full nor closed the connection within `HANG_MS`. */
  isHung: boolean;
  ms: number;
  /** The whole answer as a binary string. */
  text: string;
}

/** The options of sending a request. */
export interface Sending {
  /** True if the request may announce more than it has. */
  isOpen?: boolean;
  /** The address of the client, one of 127.0.0.0/8. */
  from?: string;
  /** The time to wait, in place of `HANG_MS`. */
  timeoutMs?: number;
}

/**
 * Sends these bytes, a binary string, on a connection of their own and reads the answer. Half of a
 * connection is closed only where a request may be unfinished: Node.js gives one no answer any more
 * whose client has done so, and to wait for the rest of an unfinished one is no fault of a server.
 * Rejects where nothing listens.
 */
export function exchange(url: string, bytes: string, sending: Sending = {}): Promise<Exchange> {
  const { isOpen = false, from, timeoutMs = HANG_MS } = sending;
  const { hostname: host, port } = new URL(url);
  const isHead = bytes.startsWith('HEAD ');
  const start = performance.now();
  return new Promise((resolve, reject) => {
    let isConnected = false;
    let text = '';
    let isHung = false;
    const socket = connect({ host, port: Number(port), ...(from && { localAddress: from }) });
    const late = setTimeout(() => {
      isHung = true;
      socket.destroy();
    }, timeoutMs);
    const patience = isOpen ? setTimeout(() => socket.end(), PATIENCE_MS) : undefined;
    socket.setNoDelay(true).write(Buffer.from(bytes, 'latin1'));
    socket.on('data', (chunk) => {
      text = withoutInterim(text + chunk.toString('latin1'));
      if (isWhole(text, isHead)) socket.destroy();
    });
    socket.on('connect', () => {
      isConnected = true;
    });
    // A server that refuses a request may close the connection while the rest of it is under way.
    socket.on('error', (error) => {
      if (!isConnected) reject(error);
    });
    socket.on('close', () => {
      clearTimeout(late);
      clearTimeout(patience);
      const status = Number(/^HTTP\/1\.[01] (\d{3}) /.exec(text)?.[1]) || null;
      resolve({ status, isHung, ms: performance.now() - start, text });
    });
  });
}

/** Returns the answer without a `100 Continue` before it. */
function withoutInterim(text: string): string {
  return text.replace(/^(?:HTTP\/1\.1 1\d\d [^\r]*\r\n\r\n)+/, '');
}

/** True once an answer is complete, as its own headers say. */
function isWhole(text: string, isHead: boolean): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const head = text.slice(0, end);
  if (isHead || / (?:204|304) /.test(head.slice(0, 14))) return true;
  const length = /^content-length: (\d+)$/im.exec(head)?.[1];
  if (length !== undefined) return text.length >= end + 4 + Number(length);
  return /^transfer-encoding: chunked$/im.test(head) && text.endsWith('\r\n0\r\n\r\n');
}

/** Waits until the server answers another client at all; false if it still does not after `ms`. */
export async function isResponsive(url: string, ms = RECOVERY_MS): Promise<boolean> {
  const health = write({ target: '/api/health/' });
  const { status } = await exchange(url, health, { timeoutMs: ms }).catch(() => ({ status: null }));
  return status === 200;
}
