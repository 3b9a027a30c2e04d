import cluster from 'node:cluster';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Server } from 'node:http';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import nextEnv from '@next/env';

/** The most server processes, as `WEB_CONCURRENCY` allows them in `lib/server/settings`. */
const MAX_PROCESSES = 64;

/** The time that processes take to stop at most, and somewhat more, in milliseconds. */
const STOP_MS = 12_000;

/** One press of Ctrl-C comes twice, from the terminal and from npm: no second signal before this. */
const SAME_SIGNAL_MS = 1000;

/** A process that lived for so long was healthy, in milliseconds: the next one starts at once. */
const HEALTHY_MS = 10_000;
const LONGEST_PAUSE_MS = 30_000;

process.env.NODE_ENV ||= 'production';
nextEnv.loadEnvConfig(process.cwd(), false, { info() {}, error: console.error });
if (process.env.WEB_CONCURRENCY === 'auto') {
  // The number is for the processes, too: threads that hash passwords share the cores.
  process.env.WEB_CONCURRENCY = String(Math.min(availableParallelism(), MAX_PROCESSES));
}
const count = Number(process.env.WEB_CONCURRENCY);
const isSeveral = Number.isInteger(count) && count > 1 && count <= MAX_PROCESSES;
if (cluster.isPrimary && isSeveral) {
  superviseServers();
} else {
  // One server is this process itself. It names a bad value, together with all other bad settings.
  listenForGate();
  const require = createRequire(import.meta.url);
  const next = require.resolve('next/dist/bin/next');
  process.argv.splice(1, 1, next, 'start');
  require(next);
}

/**
 * Gives the server a second port, on loopback, for the gate's calls to the API: over the first one, they
 * could come to another process, and none would be answered while this one ends.
 */
function listenForGate() {
  /** @type {Server | undefined} */
  let server;
  subscribe('net.server.socket', function note(message) {
    const owner = /** @type {{ socket: { server?: unknown } }} */ (message).socket.server;
    if (!(owner instanceof Server)) return;
    server = owner;
    unsubscribe('net.server.socket', note);
  });
  const own = createServer((socket) => server?.emit('connection', socket));
  own.listen({ port: 0, host: '127.0.0.1', exclusive: true }, () => {
    process.env.GATE_PORT = String(
      /** @type {import('node:net').AddressInfo} */ (own.address()).port,
    );
  });
  own.unref();
}

/**
 * Keeps `count` server processes on one port, among which this one shares out connections. The first
 * starts alone: it migrates the database, and says once what it cannot start with.
 */
function superviseServers() {
  /** @type {Set<import('node:cluster').Worker>} */
  const servers = new Set();
  /** Those that take no more connections. @type {Set<import('node:cluster').Worker>} */
  const closed = new Set();
  let isServing = false;
  let failuresInARow = 0;
  /** The time of the first signal to stop, in milliseconds; 0 before. */
  let stoppedAt = 0;

  function start() {
    if (stoppedAt) return;
    const startedAt = Date.now();
    const server = cluster.fork();
    passOnWhatItLeaves(server);
    servers.add(server);
    server.on('message', (/** @type {unknown} */ message) => {
      if (message === 'booted' && !isServing) {
        isServing = true;
        for (let others = 1; others < count; others += 1) start();
      }
      if (message === 'closed') {
        closed.add(server);
        letFinish(server);
      }
    });
    server.on('exit', (code, signal) => {
      servers.delete(server);
      closed.delete(server);
      if (stoppedAt) {
        if (servers.size === 0) process.exit();
        letFinish();
      } else if (isServing) {
        failuresInARow = Date.now() - startedAt > HEALTHY_MS ? 0 : failuresInARow + 1;
        const pauseMs = failuresInARow && 500 * 2 ** (failuresInARow - 1);
        print(`server process ${server.process.pid} ended (${signal ?? `exit code ${code}`})`);
        setTimeout(start, Math.min(pauseMs, LONGEST_PAUSE_MS));
      } else {
        process.exit(code || 1);
      }
    });
  }

  /**
   * Lets processes that take no more connections end those they have. Where all stop, none may do so
   * before all take no more: its clients would come back to one that is about to close.
   * @param {import('node:cluster').Worker} [server]
   */
  function letFinish(server) {
    const ready = stoppedAt ? [...servers] : server ? [server] : [];
    if (!ready.every((one) => closed.has(one))) return;
    for (const one of ready) if (one.isConnected()) one.send('finish');
  }

  /** @param {NodeJS.Signals} signal */
  function stop(signal) {
    const isSecond = stoppedAt > 0;
    if (isSecond && Date.now() - stoppedAt < SAME_SIGNAL_MS) return;
    stoppedAt ||= Date.now();
    if (servers.size === 0) process.exit();
    const end = () => {
      process.exitCode = 1;
      for (const server of servers) server.process.kill('SIGKILL');
    };
    if (isSecond) return end();
    setTimeout(end, STOP_MS);
    print(`${signal}: stopping ${servers.size} server processes`);
    for (const server of servers) server.process.kill('SIGTERM');
  }

  cluster.setupPrimary({ exec: fileURLToPath(import.meta.url), args: process.argv.slice(2) });
  process.on('SIGTERM', stop).on('SIGINT', stop);
  start();
}

/**
 * Has the connections that a process was given, and ended without taking, given to another one.
 * `node:cluster` would wait for its answer for ever, and with it the client. Its messages are not
 * documented: `newconn` brings a connection, and the answer to it has the number in `ack`.
 * @param {import('node:cluster').Worker} server
 */
function passOnWhatItLeaves({ process: child }) {
  /** The connections, by the number of the message that brought them. @type {Map<number, { fd: number }>} */
  const given = new Map();
  const send = child.send.bind(child);
  child.send = (/** @type {any[]} */ ...args) => {
    const [message, handle] = args;
    if (message?.act === 'newconn') given.set(message.seq, handle);
    return Reflect.apply(send, child, args);
  };
  child.on('internalMessage', ({ ack }) => given.delete(ack));
  child.on('exit', () => {
    // Else it may still count as one that connections can be given to.
    if (child.connected) child.disconnect();
    setImmediate(() => {
      for (const [ack, { fd }] of given) {
        // Node.js may have closed the one that was just being handed over.
        if (fd >= 0) child.emit('internalMessage', { cmd: 'NODE_CLUSTER', ack, accepted: false });
      }
    });
  });
}

/**
 * Prints a line like those of the log.
 * @param {string} msg
 */
function print(msg) {
  const line = { level: 'info', time: new Date().toISOString(), msg };
  if (process.env.LOG_LEVEL !== 'silent') process.stderr.write(`${JSON.stringify(line)}\n`);
}
