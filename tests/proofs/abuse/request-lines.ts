import fc, { type Arbitrary } from 'fast-check';
import {
  anyBytes,
  junkText,
  lineText,
  mostly,
  oddLength,
  targetText,
} from '@/tests/proofs/abuse/junk';
import { anyPath, METHODS } from '@/tests/proofs/abuse/targets';
import { type Form, type World, write } from '@/tests/proofs/abuse/wire';

/** Spellings of a path that some server takes for another path. */
function spelt(path: Arbitrary<string>): Arbitrary<string> {
  const change = fc.constantFrom<(path: string) => string>(
    (path) => `/${path}`,
    (path) => `//evil.example${path}`,
    (path) => `/\\evil.example${path}`,
    (path) => path.replaceAll('/', '\\'),
    (path) => path.replaceAll('/', '//'),
    (path) => `/.${path}`,
    (path) => `/x/..${path}`,
    (path) => `/%2e%2e${path}`,
    (path) => `/..%5c${path}`,
    (path) => `${path}/..;/`,
    (path) => `${path}%`,
    (path) => `${path}%zz%E0%A4%A`,
    (path) => `${path}\xed\xa0\x80`,
    (path) => `${path}#fragment`,
    (path) => path.toUpperCase(),
    (path) => path.replace(/[a-z]/g, (c) => `%${c.charCodeAt(0).toString(16)}`),
    (path) => path.replace(/[a-z]/g, (c) => `%25${c.charCodeAt(0).toString(16)}`),
  );
  return fc
    .tuple(path, fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([path, changes]) => changes.reduce((changed, change) => change(changed), path));
}

const HOSTS = ['evil.example', '127.0.0.1', '127.0.0.1:1', '[::1]', 'a@b', '', '%', 'x:99999'];

/** Targets that are no path: absolute, authority, asterisk. */
function otherForms(world: World): Arbitrary<string> {
  const host = mostly(...HOSTS);
  const scheme = mostly('http', 'https', 'HTTP', 'ftp', 'file', 'javascript', 'ws');
  return fc.oneof(
    fc.constantFrom('*', '**', '/*', '', '?', '#', '.', '..', '://', 'http:', 'http://', '*?x=1'),
    fc
      .tuple(scheme, host, anyPath(world))
      .map(([scheme, host, path]) => `${scheme}://${host}${path}`),
    fc.tuple(host, fc.nat(99_999)).map(([host, port]) => `${host}:${port}`),
    targetText,
  );
}

const VERSIONS = [
  ...['HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'HTTP/1.2', 'HTTP/1.11', 'http/1.1', 'HTTP/1.1 x', ''],
  ...['HTTP/', 'HTTP', 'HTTP/1', 'HTTP/9.9', 'ICE/1.0', 'RTSP/1.0', 'HTTP /1.1', 'HTTP/1.1\t'],
];

/** Kinds of odd request lines. */
export const requestLines: readonly Form[] = [
  {
    name: 'line: method',
    of: (world) =>
      fc
        .tuple(
          fc.oneof(fc.constantFrom(...METHODS, 'get', 'GETT', 'G ET', ''), lineText),
          anyPath(world),
        )
        .map(([method, target]) => write({ method, target })),
  },
  {
    name: 'line: version',
    of: (world) =>
      fc
        .tuple(mostly(...VERSIONS), anyPath(world))
        .map(([version, target]) => write({ version, target })),
  },
  {
    name: 'line: spelling',
    of: (world) => spelt(anyPath(world)).map((target) => write({ target })),
  },
  {
    name: 'line: no path',
    of: (world) =>
      fc
        .tuple(fc.constantFrom('GET', 'POST', 'OPTIONS', 'CONNECT', 'HEAD'), otherForms(world))
        .map(([method, target]) => write({ method, target })),
  },
  {
    name: 'line: raw path',
    // Spaces, control characters, NUL and bytes that are no ASCII, as they are.
    of: (world) =>
      fc.tuple(anyPath(world), junkText).map(([path, junk]) => write({ target: `${path}${junk}` })),
  },
  {
    name: 'line: long path',
    of: (world) =>
      fc
        .tuple(
          anyPath(world),
          fc.constantFrom('a', '/a', '%41', '/..', '/.', ';', '%2f', 'é'),
          oddLength,
        )
        .map(([path, part, length]) => write({ target: `${path}/${part.repeat(length)}` })),
  },
  {
    name: 'line: none',
    // No HTTP at all: a request of TLS, of HTTP/2, or any bytes.
    isOpen: true,
    of: () =>
      fc.oneof(
        fc.constantFrom('\r\n\r\n', '\n\n', 'GET\r\n\r\n', 'GET /\r\n\r\n', '\0'.repeat(100)),
        fc.constantFrom('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc'),
        anyBytes.map((bytes) => `${bytes}\r\n\r\n`),
      ),
  },
];
