import { endpoint } from '@/lib/server/http/endpoint';
import { makePublic } from '@/lib/server/http/public-answer';
import { route } from '@/lib/server/http/route';
import { describeApi } from '@/lib/server/openapi/document';
import { openApi } from '@/lib/shared/contracts/openapi';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  makePublic(endpoint(openApi, describeApi)),
);
