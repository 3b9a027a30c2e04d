import { object } from 'zod/mini';
import { errorsOf } from '@/lib/server/http/contract-errors';
import {
  type DescribedEnv,
  type Parameter,
  parametersOf,
  securityOf,
  securitySchemes,
} from '@/lib/server/openapi/parameters';
import {
  challengeOf,
  ERROR_SCHEMAS,
  HEADERS,
  responsesOf,
  sharedResponses,
} from '@/lib/server/openapi/responses';
import { schemaOf } from '@/lib/server/openapi/schemas';
import type { Context } from '@/lib/server/use-case/context';
import type { Reply } from '@/lib/server/use-case/use-case';
import { bodyFields, type Contract, isServed } from '@/lib/shared/contracts/contract';
import type { openApi } from '@/lib/shared/contracts/openapi';
import { contracts } from '@/lib/shared/contracts/registry';
import type { Fields } from '@/lib/shared/fields';
import type { Switches } from '@/lib/shared/switches';

/** Media types of request bodies; both say the same. */
const BODY_TYPES = ['application/json', 'application/x-www-form-urlencoded'];

/** Groups of endpoints, by how their paths begin. */
const TAGS = [
  ['/api/users/', 'accounts', 'Sign-up, profiles, passwords and addresses.'],
  ['/api/jwt/', 'tokens', 'Signing in with a password, and what keeps a caller signed in.'],
  ['/api/token/', 'tokens'],
  ['/api/logout/', 'tokens'],
  ['/api/o/', 'providers', 'Signing in with an account at a provider.'],
  ['/api/identities/', 'identities', 'Accounts at providers that an account is linked to.'],
  ['/api/sessions/', 'sessions', 'Where an account is signed in.'],
  ['/api/events/', 'events', 'What happened to an account.'],
  ['/', 'service', 'The server itself.'],
] as const;

/** One endpoint in the document. */
interface Operation {
  operationId: string;
  summary: string;
  tags: readonly string[];
  security?: readonly object[];
  parameters: readonly Parameter[];
  requestBody?: object;
  responses: ReturnType<typeof responsesOf>;
}

/** The settings that the document depends on. */
type ApiEnv = DescribedEnv & { readonly SWITCHES: Switches };

/** An OpenAPI 3.1 document. */
export interface OpenApiDocument {
  openapi: '3.1.0';
  info: object;
  servers: readonly object[];
  tags: readonly object[];
  paths: Record<string, Record<string, Operation>>;
  components: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

const DESCRIPTION = `Djoser's contract for accounts, with JWTs in HttpOnly cookies.

Every path works with and without its last slash. HEAD answers as GET does, without the body; OPTIONS
answers 204 with \`Allow\`; any other method that a path does not have is answered 405. A request that a
page of another site has a browser send is answered 403 if it carries cookies or would be given some.`;

/** The document of the API as these settings have it served: with its address and names of cookies. */
export function openApiDocument(settings: ApiEnv): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {};
  for (const contract of contracts.filter((one) => isServed(one, settings))) {
    const method = contract.method.toLowerCase();
    paths[contract.path] = { ...paths[contract.path], [method]: operation(contract, settings) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Gatehouse', version: '1', description: DESCRIPTION },
    servers: [{ url: settings.SITE_URL }],
    tags: TAGS.flatMap(([, name, description]) => (description ? [{ name, description }] : [])),
    paths,
    components: {
      schemas: ERROR_SCHEMAS,
      headers: { ...HEADERS, 'WWW-Authenticate': challengeOf(settings.AUTH_HEADER_TYPES[0]) },
      responses: sharedResponses(),
      securitySchemes: securitySchemes(settings),
    },
  };
}

function operation(contract: Contract, settings: ApiEnv): Operation {
  const { name, summary, path } = contract;
  const body = bodyFields(contract, settings.SWITCHES);
  const security = securityOf(contract);
  const tag = TAGS.find(([start]) => path.startsWith(start))?.[1] ?? '';
  return {
    operationId: name,
    summary,
    tags: [tag],
    ...(security && { security }),
    parameters: parametersOf(contract, settings),
    ...(body && { requestBody: requestBody(body, contract) }),
    responses: responsesOf(contract, errorsOf(contract), settings.SWITCHES),
  };
}

function requestBody(fields: Fields, { bodyYieldsTo }: Contract): object {
  const schema = schemaOf(object(fields));
  return {
    required: !bodyYieldsTo && 'required' in schema,
    content: Object.fromEntries(BODY_TYPES.map((type) => [type, { schema }])),
  };
}

// Made once: the settings of a process stay what they are.
const documents = new WeakMap<ApiEnv, OpenApiDocument>();

/** Answers the document of this API. */
export async function describeApi({ settings }: Context): Promise<Reply<typeof openApi>> {
  const document = documents.get(settings) ?? openApiDocument(settings);
  documents.set(settings, document);
  return { body: { ...document } };
}
