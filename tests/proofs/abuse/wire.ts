import type { Arbitrary } from 'fast-check';

/** The parts of requests besides junk: a person who is signed in, and forged tokens. */
export interface World {
  email: string;
  access: string;
  refresh: string;
  /** The device cookie of a known browser. */
  device: string;
  forged: readonly string[];
  /** Path of one file of the build. */
  chunk: string;
}

/** A kind of odd requests. */
export interface Form {
  name: string;
  /**
   * True where a request may announce more than is sent. A server may wait for the rest of such a
   * one, so its client says that nothing more comes, by closing its half of the connection.
   */
  isOpen?: true;
  /** Requests as binary strings: each character is one byte. */
  of: (world: World) => Arbitrary<string>;
}

/** A request in parts; all of them are binary strings and are written as they are. */
export interface Parts {
  method?: string;
  target: string;
  version?: string;
  headers?: readonly string[];
  /** The body, sent with its true Content-Length. */
  body?: string;
}

/** Returns text as the bytes of its UTF-8, one character each. */
export function utf8(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** Returns the bytes of a request; the server closes the connection once it has answered. */
export function write({ method = 'GET', target, version = 'HTTP/1.1', ...rest }: Parts): string {
  const { headers = [], body } = rest;
  const length = body === undefined ? [] : [`Content-Length: ${body.length}`];
  const lines = ['Host: 127.0.0.1', 'Connection: close', ...headers, ...length];
  return `${method} ${target} ${version}\r\n${lines.join('\r\n')}\r\n\r\n${body ?? ''}`;
}

/** The header of a JSON body. */
export const JSON_TYPE = 'Content-Type: application/json';

/** The header of a form's body. */
export const FORM_TYPE = 'Content-Type: application/x-www-form-urlencoded';
