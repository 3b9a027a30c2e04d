import fc from 'fast-check';
import { withHeaders } from '@/tests/proofs/abuse/header-forms';
import { lineText, mostly, oddLength, words } from '@/tests/proofs/abuse/junk';
import type { Form } from '@/tests/proofs/abuse/wire';

const TREE =
  '%5B%22%22%2C%7B%22children%22%3A%5B%22__PAGE__%22%2C%7B%7D%5D%7D%2Cnull%2Cnull%2Ctrue%5D';

/** The state of the router of Next.js: well-formed, cut short, deep, or junk. */
const tree = fc.oneof(
  mostly(TREE, TREE.slice(0, 40), decodeURIComponent(TREE), '%', '[]', 'null', '%5B%5D', '{}'),
  oddLength.map((depth) => '%5B'.repeat(Math.min(depth, 4000))),
  fc.json({ maxDepth: 4 }).map((json) => encodeURIComponent(json)),
);

const INTERNAL = [
  ...words('x-middleware-subrequest x-middleware-next x-middleware-rewrite'),
  ...words('x-middleware-invoke'),
  ...['x-middleware-override-headers', 'x-middleware-set-cookie', 'x-middleware-prefetch'],
  ...['x-matched-path', 'x-invoke-path', 'x-invoke-status', 'x-invoke-query', 'x-invoke-output'],
  ...words('x-invoke-error x-now-route-matches x-nextjs-data x-nextjs-redirect'),
  ...words('x-prerender-bypass'),
  ...words('x-prerender-revalidate x-next-cache-tags x-next-revalidated-tags'),
  ...words('x-next-resume-state'),
  ...['next-resume', 'x-rewrite-url', 'x-original-url', 'next-url', 'next-router-prefetch', 'rsc'],
  ...words('next-router-segment-prefetch next-test-fetch-priority x-vercel-id x-real-ip'),
  ...words('x-nonce'),
  ...['next-html-request-id', 'x-nextjs-html-request-id', 'next-request-id', 'x-action-forwarded'],
];

const VALUES = [
  ...words('1 0 true /dashboard /_tree middleware src/middleware 500 {} %7B *'),
  ...words('middleware:middleware:middleware:middleware:middleware https://evil.example/'),
  ...words('a,b,c %'),
];

/** Headers of Gatehouse itself, which only its own process may set. */
const OURS = [
  ...['x-gatehouse-socket-address', 'x-gatehouse-client-address', 'x-gatehouse-page'],
  ...['x-gatehouse-method', 'x-gatehouse-visitor', 'x-gatehouse-unknown-viewer', 'x-gatehouse-x'],
];

const ADDRESSES = [
  ...words('127.0.0.1 203.0.113.9 ::1 [2001:db8::1]:80 203.0.113.9:80 unknown _hidden'),
  ...words('999.1.1.1 ::ffff:127.0.0.1 fe80::1%eth0 0177.0.0.1 ,,, -1'),
  ...['1.2.3.4, 5.6.7.8'],
];

/** Kinds of headers that are meant for Next.js and Gatehouse themselves. */
export const nextHeaders: readonly Form[] = [
  withHeaders(
    'internal',
    fc
      .array(fc.tuple(fc.constantFrom(...INTERNAL), mostly(...VALUES)), {
        minLength: 1,
        maxLength: 5,
      })
      .map((pairs) => pairs.map(([name, value]) => `${name}: ${value}`)),
  ),
  withHeaders(
    'ours',
    fc
      .array(fc.tuple(fc.constantFrom(...OURS), mostly(...VALUES, ...ADDRESSES)), {
        minLength: 1,
        maxLength: 4,
      })
      .map((pairs) => pairs.map(([name, value]) => `${name}: ${value}`)),
  ),
  withHeaders(
    'router',
    fc
      .tuple(tree, mostly('1', '0', '2'), mostly('/_tree', '/_index', '/x', '$'), lineText)
      .map(([state, rsc, segment, url]) => [
        `RSC: ${rsc}`,
        `Next-Router-State-Tree: ${state}`,
        `Next-Router-Prefetch: ${rsc}`,
        `Next-Router-Segment-Prefetch: ${segment}`,
        `Next-Url: ${url}`,
      ]),
  ),
  withHeaders(
    'action',
    fc
      .tuple(mostly('x', '0'.repeat(42), 'abcdef0123', '$ACTION_ID_x', '__proto__'), tree)
      .map(([id, state]) => [
        `Next-Action: ${id}`,
        `Next-Router-State-Tree: ${state}`,
        'Content-Type: text/x-component',
      ]),
  ),
  withHeaders(
    'forwarded',
    fc
      .array(
        fc.tuple(
          fc.constantFrom(
            'x-forwarded-for',
            'x-forwarded-host',
            'x-forwarded-proto',
            'x-forwarded-port',
          ),
          fc.oneof(
            mostly(...ADDRESSES, 'https', 'evil.example', 'javascript', '99999'),
            oddLength.map((length) => '1.2.3.4, '.repeat(Math.min(length, 1500))),
          ),
        ),
        { minLength: 1, maxLength: 4 },
      )
      .map((pairs) => pairs.map(([name, value]) => `${name}: ${value}`)),
  ),
];
