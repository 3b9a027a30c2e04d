import { type DestinationStream, pino } from 'pino';
import SonicBoom from 'sonic-boom';
import { isOnVercel } from '@/lib/shared/platform';
import { toMs } from '@/lib/shared/time';

/** The text that may wait for a reader, in bytes: about ten thousand lines. */
const MAX_WAITING_BYTES = 2 * 1024 * 1024;

/** The most bytes that Linux writes to a pipe as a whole, between those of other processes. */
const CHUNK_BYTES = 4096;

/**
 * The time for which lines are gathered before they are written, in milliseconds: to write each by
 * itself costs a request more than all else that is done for its line.
 */
const GATHER_MS = 20;

/** The pause before a reader that takes nothing is tried again. */
const PAUSE_MS = 100;

/** The time for which the end of the process waits for a reader. */
const EXIT_MS = toMs(1);

/**
 * Creates a destination on standard output that no request ever waits for: lines are written beside
 * the event loop. While nothing reads them, they wait in memory up to a bound, and those beyond it
 * are counted; a line says how many there were as soon as there is room. What waits at the end of
 * the process has a second to leave.
 */
export function createLogSink(): DestinationStream {
  // Vercel reads all the time, and stops the process after each answer: what waits would be late.
  if (isOnVercel()) return pino.destination({ sync: true });
  let waitingBytes = 0;
  let dropped = 0;
  let exitUntilMs = 0;
  const stream = new SonicBoom({
    // Looking at the stream makes its descriptor non-blocking: a write to a full pipe would hold one
    // of the few threads that also sign tokens and read files, and the end of the process.
    fd: process.stdout.fd,
    maxWrite: CHUNK_BYTES,
    minLength: CHUNK_BYTES - 1,
    // What must not be tried again at once is kept, and so an exit still finds it.
    retryEAGAIN: () => Date.now() < exitUntilMs,
  });

  /** Once lines are dropped, half must be free: a slow reader would get a count with each line. */
  function hasRoomFor(bytes: number): boolean {
    const maxBytes = dropped > 0 ? MAX_WAITING_BYTES / 2 : MAX_WAITING_BYTES;
    return waitingBytes + bytes <= maxBytes;
  }
  let isFlushDue = false;
  function flushAfter(ms: number): void {
    if (isFlushDue) return;
    isFlushDue = true;
    setTimeout(() => {
      isFlushDue = false;
      stream.flush();
    }, ms).unref();
  }
  function put(line: string, bytes: number): void {
    waitingBytes += bytes;
    stream.write(line);
    flushAfter(GATHER_MS);
  }
  function tellDropped(): void {
    if (dropped === 0 || !hasRoomFor(0)) return;
    const time = new Date().toISOString();
    const line = `${JSON.stringify({ level: 'warn', time, event: 'log-dropped', count: dropped })}\n`;
    dropped = 0;
    put(line, line.length);
  }

  stream.on('write', (bytes: number) => {
    waitingBytes -= bytes;
    tellDropped();
    if (waitingBytes > 0) flushAfter(GATHER_MS);
  });
  // A full pipe, or a full disk: the next write takes up what was kept.
  stream.on('error', () => flushAfter(PAUSE_MS));
  // Before the listener of Next.js 13, which lets no other one run.
  process.prependOnceListener('exit', () => {
    exitUntilMs = Date.now() + EXIT_MS;
    try {
      stream.flushSync();
    } catch {
      // There is no reader to tell.
    }
  });

  return {
    write(line) {
      const bytes = Buffer.byteLength(line);
      if (!hasRoomFor(bytes)) {
        dropped += 1;
        return;
      }
      tellDropped();
      put(line, bytes);
    },
  };
}
