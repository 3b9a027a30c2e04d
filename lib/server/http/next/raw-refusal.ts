import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { detailMessage } from '@/lib/shared/api-error';
import { BREACHES } from '@/lib/shared/bounds';
import { ERROR_CODES, ERROR_HEADERS, type Refusal } from '@/lib/shared/error-codes';

/** The answers to bytes that Node.js cannot read as a request, by its error codes. */
const UNREADABLE: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: BREACHES.headers,
  ERR_HTTP_REQUEST_TIMEOUT: detailMessage.tookTooLong,
};

/**
 * Answers an unreadable request past Next.js, by Node.js' error code `code`, and closes the
 * connection. Only closes it if one of the `unsent` answers has begun.
 */
export function refuseSocket(
  socket: Socket,
  unsent: readonly ServerResponse[],
  code: string | undefined,
): void {
  const refusal = UNREADABLE[code ?? ''] ?? detailMessage.malformed;
  const status = ERROR_CODES[refusal.code];
  const isAnswering = unsent.some(
    ({ headersSent, writableFinished }) => headersSent && !writableFinished,
  );
  if (!socket.writable || isAnswering) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify({ detail: refusal.text });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `${ERROR_HEADERS.code}: ${refusal.code}`,
    'Cache-Control: private, no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroySoon();
}
