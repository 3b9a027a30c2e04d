import { subscribe } from 'node:diagnostics_channel';
import { type IncomingMessage, Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { refuseSocket } from '@/lib/server/http/next/raw-refusal';

/** The interval at which connections are checked, in milliseconds. */
const LOOK_MS = 1000;

/** The time limits for the parts of a request, in milliseconds. */
export interface RequestTimes {
  /** For the headers, since the connection was opened or the first byte of the request came. */
  headersMs: number;
  /** For the whole request, and for an answer that waits for its reader. */
  requestMs: number;
}

/** The message of Node.js once the headers of a request are there. */
interface Start {
  request: IncomingMessage;
  response: ServerResponse;
  socket: Socket;
}

/** The servers of this process that were connected to, and their open connections. */
export interface Connections {
  servers: ReadonlySet<Server>;
  open: ReadonlyMap<Socket, Readonly<Connection>>;
}

/** A connection: its last request, and the time since which the next step is awaited. */
interface Connection {
  request: IncomingMessage | null;
  /** The answers not sent to their end when the last request came; its own is the last. */
  unsent: ServerResponse[];
  /** Milliseconds of `Date.now()`; null while the client has nothing to send. */
  since: number | null;
  /** Bytes that had been read when the last request was answered. */
  bytesRead: number;
  /**
   * Bytes that the system has taken, and the time of the last growth; it takes each piece whole.
   */
  written: { bytes: number; at: number };
}

/**
 * Ends connections of this process's servers that are slower than `times` says: slow headers, slow
 * bodies, answers that are not read. Node.js looks for those twice a minute, and `next start`
 * leaves it at five minutes a request. Call it once.
 */
export function watchConnections(times: () => RequestTimes): Connections {
  const servers = new Set<Server>();
  const connections = new Map<Socket, Connection>();
  const adopt = (socket: Socket & { server?: unknown }): Connection | null => {
    const { server } = socket;
    if (!(server instanceof Server)) return null;
    const known = connections.get(socket);
    if (known) return known;
    servers.add(server);
    prepareServer(server, times(), (stream) => connections.get(stream)?.unsent ?? []);
    const connection = newConnection(Date.now());
    connections.set(socket, connection);
    socket.once('close', () => connections.delete(socket));
    return connection;
  };
  subscribe('net.server.socket', (message) => {
    adopt((message as { socket: Socket }).socket);
  });
  subscribe('http.server.request.start', (message) => {
    const { request, response, socket } = message as Start;
    const connection = adopt(socket);
    if (!connection) return;
    // The first byte of a request that follows another at once was not seen.
    if (connection.request || connection.since === null) connection.since = Date.now();
    connection.request = request;
    connection.unsent = connection.unsent.filter(({ writableFinished }) => !writableFinished);
    connection.unsent.push(response);
  });
  setInterval(() => {
    for (const [socket, connection] of connections) look(socket, connection, times());
  }, LOOK_MS).unref();
  return { servers, open: connections };
}

function newConnection(now: number): Connection {
  const written = { bytes: 0, at: now };
  return { request: null, unsent: [], since: now, bytesRead: 0, written };
}

/** Sets Node's own limits behind ours, and answers to unreadable requests; once a server. */
function prepareServer(
  server: Server,
  { headersMs, requestMs }: RequestTimes,
  findUnsent: (socket: Socket) => readonly ServerResponse[],
): void {
  server.headersTimeout = headersMs;
  server.requestTimeout = requestMs;
  if (server.listenerCount('clientError') > 0) return;
  server.on('clientError', (error: NodeJS.ErrnoException, stream) => {
    const socket = stream as Socket;
    refuseSocket(socket, findUnsent(socket), error.code);
  });
}

/** Ends a connection whose time is over, or notes its progress. */
function look(
  socket: Socket,
  connection: Connection,
  { headersMs, requestMs }: RequestTimes,
): void {
  const now = Date.now();
  const { request, unsent, since, written } = connection;
  const isLate = (ms: number) => since !== null && now - since > ms;
  if (request && !request.complete) {
    if (isLate(requestMs)) endLate(socket, unsent);
    return;
  }
  if (request && !unsent.at(-1)?.writableFinished) {
    const bytes = socket.bytesWritten - socket.writableLength;
    if (bytes !== written.bytes || socket.writableLength === 0) {
      connection.written = { bytes, at: now };
    } else if (now - written.at > requestMs) socket.destroy();
    return;
  }
  if (request) {
    Object.assign(connection, { request: null, unsent: [], since: null });
    connection.bytesRead = socket.bytesRead;
  } else if (since === null && socket.bytesRead > connection.bytesRead) {
    connection.since = now;
  } else if (isLate(headersMs)) endLate(socket, []);
}

function endLate(socket: Socket, unsent: readonly ServerResponse[]): void {
  // A browser opens connections that it may never use; over those no request was begun.
  if (socket.bytesRead === 0) socket.destroy();
  else refuseSocket(socket, unsent, 'ERR_HTTP_REQUEST_TIMEOUT');
}
