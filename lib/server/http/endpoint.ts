import { clearedTokenCookies, tokenCookies } from '@/lib/edge/token-cookies';
import { invalidFields, notAuthenticated } from '@/lib/server/errors';
import { errorsOf } from '@/lib/server/http/contract-errors';
import { checkOrigin, isFromBrowser, isOwnPage } from '@/lib/server/http/origin';
import { mayHaveBody, readBody, readParams, readPresentedTokens } from '@/lib/server/http/request';
import { type Handler, respond } from '@/lib/server/http/respond';
import { authenticate } from '@/lib/server/sessions/authenticate';
import type { Settings } from '@/lib/server/settings/settings';
import { type Context, getContext } from '@/lib/server/use-case/context';
import type { CheckFields, Client, Input, Reply, UseCase } from '@/lib/server/use-case/use-case';
import type { FieldErrors } from '@/lib/shared/api-error';
import { bodyFields, type Contract, responseSchema } from '@/lib/shared/contracts/contract';
import { ERROR_HEADERS } from '@/lib/shared/error-codes';
import { type Fields, parseFields } from '@/lib/shared/fields';

/** A handler of one method that knows its contract. */
export type Endpoint = Handler & { readonly contract: Contract };

/**
 * Serves a use case under its contract: origin, caller, body, use case, response schema, cookies.
 * Only this, `respond` and `route` know `Request`, `Response` and status.
 */
export function endpoint<C extends Contract>(
  contract: C,
  useCase: UseCase<C>,
  checkFields?: CheckFields<C>,
): Endpoint {
  const handler: Handler = (request) => {
    const answered = respond(request, contract.path, async (ctx, client) => {
      await checkOrigin(ctx, request, contract.writesCookies === true);
      const input = await readInput(ctx, { request, client }, contract, checkFields);
      const reply = await useCase(ctx, input);
      return successResponse(request, contract, reply, ctx.settings);
    });
    if (process.env.NODE_ENV === 'production') return answered;
    return answered.then((response) => checkAnswer(contract, request, response));
  };
  return Object.assign(handler, { contract });
}

async function readInput<C extends Contract>(
  ctx: Context,
  { request, client }: { request: Request; client: Client },
  contract: C,
  checkFields: CheckFields<C> | undefined,
): Promise<Input<C>> {
  // A platform's scheduler sends its secret as it always does.
  const schemes = contract.who === 'cron' ? ['Bearer'] : ctx.settings.AUTH_HEADER_TYPES;
  const { headers } = request;
  const presented = readPresentedTokens(headers, ctx.settings, schemes);
  const caller = contract.who === 'auth' ? await authenticate(ctx, presented) : null;
  if (contract.who === 'auth' && !caller) throw notAuthenticated();
  if (contract.accountLimit && caller) {
    await ctx.limits.count([contract.accountLimit, caller.user.id]);
  }
  if (contract.addressLimit) await ctx.limits.countAddress(contract.addressLimit, client.ipAddress);
  const read = contract.body && mayHaveBody(headers) ? await readBody(request) : {};
  const isStoodFor = contract.bodyYieldsTo && presented[contract.bodyYieldsTo].length > 0;
  const given = isStoodFor ? {} : read;
  const params = readParams(request.url, contract.path);
  const query = contract.query ? readQuery(request.url, contract.query) : null;
  const from = {
    client,
    isOwnPage: isOwnPage(headers, ctx.settings),
    mayHoldTokens: mayHoldTokens(headers, ctx.settings),
  };
  const input = { query, params, caller, presented, ...from } as unknown as Omit<Input<C>, 'body'>;
  const fields = bodyFields(contract, ctx.settings.SWITCHES);
  if (!fields) return { ...input, body: null } as Input<C>;
  const { values, errors } = parseFields(fields, given);
  const body: object = values;
  const more = checkFields && (await checkFields(ctx, body, input));
  refuseErrors(fields, { ...more, ...errors });
  return { ...input, body } as Input<C>;
}

function readQuery(url: string, fields: Fields): object {
  const { values, errors } = parseFields(fields, Object.fromEntries(new URL(url).searchParams));
  refuseErrors(fields, errors);
  return values;
}

/**
 * Throws all field errors together, those that need the database included, in the fields' order.
 */
function refuseErrors(fields: Fields, all: FieldErrors): void {
  const inOrder = Object.keys(fields).flatMap((name) => {
    const messages = all[name];
    return messages ? [[name, messages] as const] : [];
  });
  if (inOrder.length > 0) throw invalidFields(Object.fromEntries(inOrder));
}

function successResponse<C extends Contract>(
  request: Request,
  contract: C,
  reply: Reply<C>,
  settings: Settings,
): Response {
  // Parsed, so that the answer holds only fields that the contract names.
  const schema = responseSchema(contract, settings.SWITCHES);
  const body = schema?.parse(publicBody(request, reply, settings));
  const init = { status: contract.success };
  const response = schema ? Response.json(body, init) : new Response(null, init);
  const lines = [...cookieLines(request, reply.tokenCookies, settings), ...(reply.cookies ?? [])];
  for (const line of lines) response.headers.append('Set-Cookie', line);
  if (reply.nextPage) {
    const query = new URLSearchParams(reply.nextPage);
    const next = new URL(`${contract.path}?${query}`, settings.SITE_URL);
    response.headers.set('Link', `<${next}>; rel="next"`);
  }
  return response;
}

/**
 * Returns the reply's body; for a browser without the tokens, which page scripts must never see.
 */
function publicBody<C extends Contract>(
  request: Request,
  { body, tokenCookies: tokens }: Reply<C>,
  settings: Settings,
): unknown {
  if (!tokens || tokens === 'cleared' || mayHoldTokens(request.headers, settings)) return body;
  return { ...(body as object | null), access: undefined, refresh: undefined };
}

function mayHoldTokens(headers: Headers, { AUTH_TOKENS_IN_BODY: mode }: Settings): boolean {
  return mode === 'always' || (mode === 'auto' && !isFromBrowser(headers));
}

function cookieLines(
  { headers }: Request,
  tokens: Reply<Contract>['tokenCookies'],
  settings: Settings,
): string[] {
  if (!tokens) return [];
  const sent = headers.get('cookie');
  if (tokens === 'cleared') return clearedTokenCookies(settings, sent);
  return tokenCookies(tokens, settings, sent);
}

/**
 * Returns an answer, in development and tests; throws if the contract does not announce it: a bug.
 */
function checkAnswer(contract: Contract, request: Request, answer: Response): Response {
  const { status, headers } = answer;
  const code = headers.get(ERROR_HEADERS.code);
  const declared: ReadonlySet<string> = errorsOf(contract);
  const isDeclared = code === null ? status === contract.success : declared.has(code);
  const { writesCookies } = contract;
  const mayWrite =
    writesCookies === 'own-pages'
      ? isOwnPage(request.headers, getContext().settings)
      : writesCookies;
  const isForgeable = headers.has('Set-Cookie') && !mayWrite;
  if (isForgeable || !isDeclared) {
    const what = isForgeable ? 'with cookies' : [status, code].filter(Boolean).join(' ');
    throw new Error(`${contract.name} answered ${what}, which its contract does not list`);
  }
  return answer;
}
