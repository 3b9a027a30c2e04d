import * as z from 'zod/mini';
import type { Contract } from '@/lib/shared/contracts/contract';

export const openApi = {
  name: 'openapi',
  method: 'GET',
  path: '/api/openapi.json',
  who: 'any',
  summary: 'This API as an OpenAPI 3.1 document',
  body: null,
  response: z.looseObject({ openapi: z.literal('3.1.0') }),
  success: 200,
  errors: [],
  writesCookies: false,
} as const satisfies Contract;
