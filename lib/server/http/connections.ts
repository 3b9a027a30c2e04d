import { subscribe } from 'node:diagnostics_channel';
import { type IncomingMessage, Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { BREACHES } from '../../shared/bounds';

/** How often connections are looked at, in milliseconds. */
const LOOK_MS = 1000;

/** How long the parts of a request may take, in milliseconds. */
export interface RequestTimes {
  /** Until its headers are there, since the connection was opened or its first byte came. */
  headersMs: number;
  /** Until it is there as a whole; and for how long an answer may wait for its reader. */
  requestMs: number;
}

/** A connection: what came over it last, and since when the next step is awaited. */
interface Connection {
  request: IncomingMessage | null;
  response: ServerResponse | null;
  /** Milliseconds of `Date.now()`; null while the client has nothing to send. */
  since: number | null;
  /** Bytes that had been read when the last request was answered. */
  bytesRead: number;
  /** Bytes that had been written, and when that last grew. */
  written: { bytes: number; at: number };
}

/** Answers to what Node.js cannot read as a request, by its error codes. */
const UNREADABLE: Readonly<Record<string, { status: number; detail: string }>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    detail: BREACHES.headers.detail,
  },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, detail: 'Request took too long.' },
};
const MALFORMED = { status: 400, detail: 'Request is malformed.' };

/**
 * Ends connections of this process's servers that are slower than `times` says: slow headers, slow
 * bodies, answers that are not read. Node.js looks for those twice a minute, and `next start` leaves
 * it at five minutes a request. Call it once.
 */
export function watchConnections(times: () => RequestTimes): void {
  const connections = new Map<Socket, Connection>();
  const adopt = (socket: Socket & { server?: unknown }): Connection | null => {
    const { server } = socket;
    if (!(server instanceof Server)) return null;
    const known = connections.get(socket);
    if (known) return known;
    prepareServer(server, times(), (stream) => connections.get(stream)?.response ?? null);
    const connection = newConnection(Date.now());
    connections.set(socket, connection);
    socket.once('close', () => connections.delete(socket));
    return connection;
  };
  subscribe('net.server.socket', (message) => {
    adopt((message as { socket: Socket }).socket);
  });
  subscribe('http.server.request.start', (message) => {
    const { request, response, socket } = message as Required<Connection> & { socket: Socket };
    const connection = adopt(socket);
    if (!connection) return;
    // The first byte of a request that follows another at once was not seen.
    const since = connection.request ? Date.now() : (connection.since ?? Date.now());
    Object.assign(connection, { request, response, since });
  });
  setInterval(() => {
    for (const [socket, connection] of connections) look(socket, connection, times());
  }, LOOK_MS).unref();
}

function newConnection(now: number): Connection {
  const written = { bytes: 0, at: now };
  return { request: null, response: null, since: now, bytesRead: 0, written };
}

/** Node's own limits behind ours, and sentences for what is no request; once a server. */
function prepareServer(
  server: Server,
  { headersMs, requestMs }: RequestTimes,
  findResponse: (socket: Socket) => ServerResponse | null,
): void {
  server.headersTimeout = headersMs;
  server.requestTimeout = requestMs;
  if (server.listenerCount('clientError') > 0) return;
  server.on('clientError', (error: NodeJS.ErrnoException, stream) => {
    const socket = stream as Socket;
    const { status, detail } = UNREADABLE[error.code ?? ''] ?? MALFORMED;
    end(socket, findResponse(socket), status, detail);
  });
}

/** Ends a connection whose time is over; else notes how far it has come. */
function look(
  socket: Socket,
  connection: Connection,
  { headersMs, requestMs }: RequestTimes,
): void {
  const now = Date.now();
  const { request, response, since, written } = connection;
  const isLate = (ms: number) => since !== null && now - since > ms;
  if (request && !request.complete) {
    if (isLate(requestMs)) endLate(socket, response);
    return;
  }
  if (request && !response?.writableFinished) {
    if (socket.bytesWritten !== written.bytes || socket.writableLength === 0) {
      connection.written = { bytes: socket.bytesWritten, at: now };
    } else if (now - written.at > requestMs) socket.destroy();
    return;
  }
  if (request) {
    Object.assign(connection, { request: null, response: null, since: null });
    connection.bytesRead = socket.bytesRead;
  } else if (since === null && socket.bytesRead > connection.bytesRead) {
    connection.since = now;
  } else if (isLate(headersMs)) endLate(socket, null);
}

function endLate(socket: Socket, response: ServerResponse | null): void {
  // A browser opens connections that it may never need: those have asked for nothing.
  if (socket.bytesRead === 0) socket.destroy();
  else end(socket, response, 408, 'Request took too long.');
}

/** Writes an answer past Next.js, unless one has begun, and hangs up. */
function end(
  socket: Socket,
  response: ServerResponse | null,
  status: number,
  detail: string,
): void {
  const isAnswering = response?.headersSent && !response.writableFinished;
  if (!socket.writable || isAnswering) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify({ detail });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: private, no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroySoon();
}
