import fc, { type Arbitrary } from 'fast-check';
import { junkText, numberText, oddLength } from '@/tests/proofs/abuse/junk';
import { bodyEndpoint, type Endpoint, endpoint } from '@/tests/proofs/abuse/targets';
import {
  FORM_TYPE,
  type Form,
  JSON_TYPE,
  utf8,
  type World,
  write,
} from '@/tests/proofs/abuse/wire';
import { PASSWORD } from '@/tests/proofs/cause-mail';

/** Text that a field almost accepts, as bytes. */
function nearValue(name: string, world: World): Arbitrary<string> {
  if (/email/.test(name)) {
    return fc.oneof(
      fc.constantFrom(world.email, world.email.toUpperCase(), ` ${world.email} `, 'x@example.com'),
      fc.nat(1e6).map((n) => `odd${n}@example.com`),
      fc.emailAddress(),
      fc
        .constantFrom(
          'a@b',
          'a@b.c',
          '"a b"@c.example',
          'a@[127.0.0.1]',
          'ü@ü.example',
          'a@b\n.example',
        )
        .map(utf8),
      oddLength.map((length) => `${'a'.repeat(length)}@example.com`),
    );
  }
  if (/password/.test(name)) {
    return fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(PASSWORD, `${PASSWORD}!`) },
      fc.constantFrom('password', '12345678', 'short', ' '.repeat(9), world.email, `${PASSWORD}\0`),
      oddLength.map((length) => 'pä55 '.repeat(Math.ceil(length / 5))).map(utf8),
    );
  }
  if (/token|refresh|code|state|claim/.test(name)) {
    return fc.oneof(
      fc.constantFrom(world.access, world.refresh, world.device, 'abc-0123456789abcdef', 'a.b.c'),
      fc.constantFrom(...world.forged),
    );
  }
  return fc.oneof(
    fc.constantFrom('Ada', 'google', 'github', 'MQ', 'Mg', 'LTE', 'access_denied', '/dashboard'),
    fc.constantFrom('http://127.0.0.1/auth/google', '{"name":{"firstName":"A"}}', 'ada', '1e3'),
    numberText,
  );
}

/** A value that may well be right. */
function goodValue(name: string, world: World): Arbitrary<string> {
  const fresh = fc.integer({ min: 0, max: 2 ** 40 });
  if (/email/.test(name))
    return fc.oneof(
      fc.constant(world.email),
      fresh.map((n) => `new${n}@example.com`),
    );
  if (/password/.test(name))
    return fc.oneof({ weight: 9, arbitrary: fc.constant(PASSWORD) }, fc.constant(`${PASSWORD}!`));
  if (name === 'username') return fresh.map((n) => `ada${n}`);
  if (name === 'token' || name === 'refresh') return fc.constantFrom(world.access, world.refresh);
  return nearValue(name, world);
}

/**
 * Headers of the caller: an anonymous one, the person by bearer or cookie, or a browser of theirs.
 */
function caller({ access, refresh, device }: World): Arbitrary<readonly string[]> {
  const cookie = `Cookie: access=${access}; refresh=${refresh}; device=${device}`;
  return fc.constantFrom<readonly string[]>(
    [],
    [`Authorization: Bearer ${access}`],
    [cookie],
    [cookie, 'Sec-Fetch-Site: same-origin'],
    [cookie, 'Origin: https://app.example.com'],
  );
}

/** All fields of an endpoint, of which one may be odd or left out. */
function fieldsOf({ body, query }: Endpoint, world: World): Arbitrary<[string, string][]> {
  const names = body.length > 0 ? body : query;
  const odd = (name = '') => fc.oneof(nearValue(name, world), junkText, fc.constant(null));
  return fc.nat(2 * names.length).chain((at) =>
    fc
      .tuple(fc.tuple(...names.map((name) => goodValue(name, world))), odd(names[at]))
      .map(([good, odd]) =>
        names.flatMap((name, i): [string, string][] => {
          const value = i === at ? odd : (good[i] ?? '');
          return value === null ? [] : [[name, value]];
        }),
      ),
  );
}

const percent = (bytes: string) =>
  bytes.replace(/[^\w.~-]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`);

const asJson = (fields: [string, string][]) =>
  `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;

const asForm = (fields: [string, string][]) =>
  fields.map(([name, value]) => `${name}=${percent(value)}`).join('&');

/**
 * A form of requests that reach deep: the right method, path and fields, and nearly the right
 * values.
 */
function nearlyValid(name: string, aims: Arbitrary<Endpoint>, of: 'json' | 'form' | 'query'): Form {
  return {
    name: `nearly valid: ${name}`,
    of: (world) =>
      aims.chain((aim) =>
        fc.tuple(fieldsOf(aim, world), caller(world)).map(([fields, headers]) => {
          const { method, path } = aim;
          if (of === 'query')
            return write({ method, target: `${path}?${asForm(fields)}`, headers });
          const type = of === 'json' ? JSON_TYPE : FORM_TYPE;
          const body = of === 'json' ? asJson(fields) : asForm(fields);
          return write({ method, target: path, headers: [...headers, type], body });
        }),
      ),
  };
}

/** Kinds of requests that are almost right, and of one that is. */
export const nearlyValidForms: readonly Form[] = [
  nearlyValid('JSON', bodyEndpoint, 'json'),
  nearlyValid('form', bodyEndpoint, 'form'),
  nearlyValid('query', endpoint, 'query'),
  nearlyValid('JSON, any endpoint', endpoint, 'json'),
  {
    name: 'valid',
    of: (world) =>
      fc.constantFrom(
        ...[
          '/',
          '/auth/login',
          '/api/health/',
          '/.well-known/jwks.json',
          '/icon.svg',
          world.chunk,
        ].map((target) => write({ target })),
        // A visitor who is not signed in is redirected.
        write({ target: '/dashboard' }),
        ...['/dashboard', '/account', '/api/sessions/', '/api/events/', '/api/users/'].map(
          (target) => write({ target, headers: [`Cookie: access=${world.access}`] }),
        ),
      ),
  },
];
