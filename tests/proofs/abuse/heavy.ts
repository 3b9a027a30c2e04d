import { FORM_TYPE, JSON_TYPE, type Parts, write } from '@/tests/proofs/abuse/wire';

/** A kind of requests that are as heavy as they are large. */
export interface HeavyKind {
  name: string;
  /** True if the size is that of a body, and not of a target or of headers. */
  isBody?: true;
  /** The request, with `bytes` bytes of what is heavy in it. */
  of: (bytes: number) => string;
}

/** Returns as many different names as fit into `bytes`. */
function names(bytes: number, separator: string): string {
  let text = '';
  for (let i = 0; text.length < bytes; i += 1) text += `${i.toString(36)}${separator}`;
  return text;
}

const page = (target: string, ...headers: string[]) => write({ target, headers });
const post = (target: string, type: string, body: string) =>
  write({ method: 'POST', target, headers: [type], body } satisfies Parts);

const signIn = '/api/jwt/create/';

/** Returns text of so many bytes. */
const fill = (text: string, bytes: number) => text.repeat(Math.ceil(bytes / text.length));

/** Every heavy kind. */
export const heavyKinds: readonly HeavyKind[] = [
  {
    name: 'form of a&',
    isBody: true,
    of: (bytes) => post(signIn, FORM_TYPE, fill('a&', bytes)),
  },
  {
    name: 'form of different fields',
    isBody: true,
    of: (bytes) => post(signIn, FORM_TYPE, names(bytes, '=&')),
  },
  {
    name: 'JSON, nested',
    isBody: true,
    of: (bytes) =>
      post(signIn, JSON_TYPE, `{"email":${fill('[', bytes / 2)}${fill(']', bytes / 2)}}`),
  },
  {
    name: 'JSON of different keys',
    isBody: true,
    of: (bytes) => post(signIn, JSON_TYPE, `{"${names(bytes, '":0,"')}":0}`),
  },
  {
    name: 'JSON, long address',
    isBody: true,
    of: (bytes) => post(signIn, JSON_TYPE, `{"email":"a@${fill('a.', bytes)}","password":"x"}`),
  },
  {
    name: 'User-Agent',
    // It looks like a browser's to its end.
    of: (bytes) =>
      write({
        method: 'POST',
        target: signIn,
        headers: [JSON_TYPE, `User-Agent: ${fill('Mozilla/5.0 (Linux; Android 9; ', bytes)}`],
        body: '{"email":"a@b.example","password":"x"}',
      }),
  },
  { name: 'query, a&, page', of: (bytes) => page(`/auth/login?${fill('a&', bytes)}`) },
  { name: 'query, different, page', of: (bytes) => page(`/auth/login?${names(bytes, '&')}`) },
  { name: 'query, a&, API', of: (bytes) => page(`/api/users/?${fill('a&', bytes)}`) },
  { name: 'query, different, API', of: (bytes) => page(`/api/users/?${names(bytes, '&')}`) },
  {
    name: 'cookies, one name, page',
    of: (bytes) => page('/auth/login', `Cookie: ${fill('a=1;', bytes)}`),
  },
  {
    name: 'cookies, different, page',
    of: (bytes) => page('/auth/login', `Cookie: ${names(bytes, '=;')}`),
  },
  {
    name: 'cookies, different, API',
    of: (bytes) => page('/api/users/me/', `Cookie: ${names(bytes, '=;')}`),
  },
  {
    name: 'one long cookie',
    of: (bytes) => page('/account', `Cookie: access=${fill('a.', bytes)}`),
  },
  { name: 'many headers', of: (bytes) => page('/auth/login', names(bytes, ':\r\n').slice(0, -2)) },
  { name: 'long path', of: (bytes) => page(`/${fill('a/', bytes)}`) },
  {
    name: 'Accept-Encoding',
    of: (bytes) => page('/auth/login', `Accept-Encoding: ${fill('a;q=0,', bytes)}`),
  },
  {
    name: 'Accept-Language',
    of: (bytes) => page('/auth/login', `Accept-Language: ${fill('a-b;q=0.5,', bytes)}`),
  },
];
