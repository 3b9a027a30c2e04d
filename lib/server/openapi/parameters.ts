import { type CookieEnv, cookieName } from '@/lib/edge/cookies';
import type { EdgeEnv } from '@/lib/edge/settings';
import { type Schema, schemasOf } from '@/lib/server/openapi/schemas';
import type { Contract, CookieName, ServedBy } from '@/lib/shared/contracts/contract';

/** The settings that show in the document. */
export type DescribedEnv = CookieEnv & Pick<EdgeEnv, 'AUTH_HEADER_TYPES'> & ServedBy;

/** A parameter of a request besides its body. */
export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'cookie';
  required: boolean;
  description?: string;
  schema: Schema;
}

/** Names of the security schemes. */
export type SchemeName = 'bearer' | 'accessCookie' | 'refreshCookie' | 'cronSecret';

/** Descriptions of the `{…}` parts of paths. */
const PATH_PARTS: Readonly<Record<string, string>> = {
  id: 'The id of a row; one that does not exist and one that the caller may not see are alike.',
  provider: 'The name of a provider, such as `google`.',
};

/** Descriptions of the cookies that show something else than who a caller is. */
const OTHER_COOKIES: Readonly<Partial<Record<CookieName, string>>> = {
  device: 'Tells a browser that was here before; set by the answer where it is missing.',
  begun:
    'Tells a browser that asked for a mailed link: using the link there signs in. Only pages of this site get it.',
};

/** Cookies that show who a caller is, and the schemes that they are. */
const SCHEME_OF_COOKIE: Readonly<Partial<Record<CookieName, SchemeName>>> = {
  access: 'accessCookie',
  refresh: 'refreshCookie',
};

/** The path, query and cookie parameters of an endpoint; what shows who a caller is stays out. */
export function parametersOf({ path, query, cookies }: Contract, settings: CookieEnv): Parameter[] {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return [
    ...names.map((name) => pathParameter(name)),
    ...schemasOf(query ?? {}).map(({ name, schema, isRequired }) => ({
      name,
      in: 'query' as const,
      required: isRequired,
      schema,
    })),
    ...(cookies ?? [])
      .filter((name) => !SCHEME_OF_COOKIE[name])
      .map((name) => ({
        name: cookieName(name, settings),
        in: 'cookie' as const,
        required: false,
        description: OTHER_COOKIES[name] ?? '',
        schema: { type: 'string' },
      })),
  ];
}

function pathParameter(name: string): Parameter {
  const description = PATH_PARTS[name];
  if (!description) throw new Error(`No description of {${name}}`);
  return { name, in: 'path', required: true, description, schema: { type: 'string' } };
}

/** One way to show who a caller is; the empty one stands for an anonymous caller. */
type Requirement = Readonly<Partial<Record<SchemeName, readonly string[]>>>;

/** The ways to show who a caller is, of which one is enough; undefined where none counts. */
export function securityOf({ who, cookies = [] }: Contract): readonly Requirement[] | undefined {
  if (who === 'auth') return [{ bearer: [] }, { accessCookie: [] }];
  if (who === 'cron') return [{ cronSecret: [] }];
  const schemes = cookies.flatMap((name) => SCHEME_OF_COOKIE[name] ?? []);
  return schemes.length > 0 ? [...schemes.map((name) => ({ [name]: [] })), {}] : undefined;
}

/** The security schemes, with the names that cookies and they have under these settings. */
export function securitySchemes(settings: DescribedEnv): Readonly<Record<SchemeName, object>> {
  const cookie = (name: CookieName, description: string) => ({
    type: 'apiKey',
    in: 'cookie',
    name: cookieName(name, settings),
    description,
  });
  return {
    bearer: {
      type: 'http',
      scheme: settings.AUTH_HEADER_TYPES[0].toLowerCase(),
      bearerFormat: 'JWT',
      description: 'An access token. It counts before the cookie.',
    },
    accessCookie: cookie('access', 'An access token, as signing in sets it. HttpOnly.'),
    refreshCookie: cookie('refresh', 'A refresh token, as signing in sets it. HttpOnly.'),
    cronSecret: { type: 'http', scheme: 'bearer', description: 'The setting CRON_SECRET.' },
  };
}
