import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

/** A server in the place of SES that answers as a test says, and counts its open connections. */
export interface FakeSes {
  settings: Record<string, string>;
  /** The answer to every request from now on. */
  answer: RequestListener;
  requests: number;
  sockets: number;
  mostSockets: number;
}

/** Starts a server in the place of SES for this test file. */
export async function startFakeSes(): Promise<FakeSes> {
  const fake: FakeSes = { settings: {}, answer: accept, requests: 0, sockets: 0, mostSockets: 0 };
  const server: Server = createServer((request, response) => {
    fake.requests += 1;
    request.resume();
    fake.answer(request, response);
  });
  server.on('connection', (socket) => {
    fake.sockets += 1;
    fake.mostSockets = Math.max(fake.mostSockets, fake.sockets);
    socket.on('close', () => {
      fake.sockets -= 1;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  fake.settings = {
    EMAIL_TRANSPORT: 'ses',
    AWS_SES_REGION_NAME: 'eu-central-1',
    AWS_SES_FROM_EMAIL: 'hello@example.com',
    AWS_SES_ACCESS_KEY_ID: 'test',
    AWS_SES_SECRET_ACCESS_KEY: 'test',
    AWS_SES_ENDPOINT: `http://127.0.0.1:${port}`,
  };
  return fake;
}

/** The answer to a mail that SES accepts. */
export const accept: RequestListener = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/xml' });
  response.end(
    '<SendEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendEmailResult><MessageId>1</MessageId></SendEmailResult></SendEmailResponse>',
  );
};

/** The answer to a mail that SES refuses, in its own form. */
export const refuse =
  (code: string, message: string, status = 400): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'text/xml' });
    response.end(
      `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
    );
  };
