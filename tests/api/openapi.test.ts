import { validate } from '@readme/openapi-parser';
import { describe, expect, it } from 'vitest';
import * as route from '@/app/api/openapi.json/route';
import { type OpenApiDocument, openApiDocument } from '@/lib/server/openapi/document';
import { isServed } from '@/lib/shared/contracts/contract';
import { contracts } from '@/lib/shared/contracts/registry';
import { ApiClient } from '@/tests/support/api-client';
import { startTestApp } from '@/tests/support/test-app';

const { ctx } = await startTestApp();
const PATH = '/api/openapi.json';

/** Errors and warnings of the validator, which gets a copy: it changes the document. */
async function problemsOf(document: object): Promise<string[]> {
  const result = await validate(structuredClone(document) as Parameters<typeof validate>[0]);
  return [...(result.valid ? [] : result.errors), ...result.warnings].map(({ message }) => message);
}

/** The document as it is served, as an object that a test may change. */
async function serve(): Promise<OpenApiDocument> {
  const answer = await new ApiClient().call(route, 'GET', PATH);
  return answer.json as OpenApiDocument;
}

describe('200', () => {
  it('is a valid document of OpenAPI 3.1', async () => {
    expect(await problemsOf(await serve())).toEqual([]);
  });

  it('is not, to that validator, with a path parameter or a description less', async () => {
    const document = await serve();
    const operation = document.paths['/api/users/{id}/']?.get;
    Object.assign(operation ?? {}, { parameters: [] });
    expect(await problemsOf(document)).toHaveLength(1);
    Object.assign(document, await serve());
    Object.assign(document.paths['/api/users/me/']?.get?.responses ?? {}, { 401: {} });
    expect(await problemsOf(document)).not.toEqual([]);
  });

  it('describes every endpoint, with the parameters that its path names', async () => {
    const { paths } = await serve();
    const described = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { operationId, parameters }]) => {
        const names = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
        return [operationId, method.toUpperCase(), path, names];
      }),
    );
    const declared = contracts
      .filter((one) => isServed(one, ctx.settings))
      .map(({ name, method, path }) => {
        const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, part]) => part);
        return [name, method, path, names];
      });
    expect(described.sort()).toEqual(declared.sort());
  });

  it('has the parameters of a list, the callers that may ask, and the cookies that count', async () => {
    const { paths, components } = await serve();
    const list = paths['/api/users/']?.get;
    expect(list?.parameters.map(({ name, required, schema }) => [name, required, schema])).toEqual([
      ['limit', false, { type: 'integer', minimum: 1 }],
      ['after', false, { type: 'integer', minimum: 0 }],
    ]);
    expect(list?.security).toEqual([{ bearer: [] }, { accessCookie: [] }]);
    expect(paths['/api/cron/outbox/']?.get?.security).toEqual([{ cronSecret: [] }]);
    expect(paths['/api/jwt/refresh/']?.post?.security).toEqual([{ refreshCookie: [] }, {}]);
    expect(paths['/api/health/']?.get?.security).toBeUndefined();
    expect(components.securitySchemes).toMatchObject({
      accessCookie: { in: 'cookie', name: 'access' },
      refreshCookie: { in: 'cookie', name: 'refresh' },
    });
  });

  it('takes bodies as JSON and as forms, and needs none where a cookie stands for it', async () => {
    const { paths } = await serve();
    const types = ['application/json', 'application/x-www-form-urlencoded'];
    const body = { content: Object.fromEntries(types.map((type) => [type, expect.anything()])) };
    const required = { ...body, required: true };
    expect(paths['/api/jwt/create/']?.post?.requestBody).toEqual(required);
    const optional = { ...body, required: false };
    expect(paths['/api/jwt/refresh/']?.post?.requestBody).toEqual(optional);
    expect(paths['/api/o/{provider}/']?.post?.requestBody).toEqual(optional);
    expect(paths['/api/logout/']?.post).not.toHaveProperty('requestBody');
  });

  it('names this site and its cookies as they are under https', () => {
    const document = openApiDocument({ ...ctx.settings, SITE_URL: 'https://app.example.com' });
    expect(document.servers).toEqual([{ url: 'https://app.example.com' }]);
    expect(document.components.securitySchemes).toMatchObject({
      accessCookie: { name: '__Host-access' },
    });
    const create = document.paths['/api/jwt/create/']?.post;
    expect(create?.parameters).toMatchObject([{ in: 'cookie', name: '__Host-device' }]);
  });

  it('may be kept for five minutes, by any cache and any page', async () => {
    const { headers } = await new ApiClient('browser').call(route, 'GET', PATH);
    expect(headers.get('cache-control')).toBe('public, max-age=300');
    expect(headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('405', () => {
  it('to another method', async () => {
    const answer = await new ApiClient().call(route, 'POST', PATH);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });
});
