import { expect } from 'vitest';
import type { Answer } from '@/tests/support/api-client';

/** Expects the answer of protected endpoints to a request without a live access token. */
export function expectAnonymous(answer: Answer): void {
  expect(answer.status).toBe(401);
  expect(answer.text).toBe('{"detail":"Authentication credentials were not provided."}');
  expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="api"');
}

/** Expects an answer with this status and exactly this body. */
export function expectAnswer(answer: Answer, status: number, body: unknown): void {
  expect({ status: answer.status, body: answer.json }).toEqual({ status, body });
}

/** Expects a success without a body. */
export function expectNoContent(answer: Answer): void {
  expect({ status: answer.status, text: answer.text }).toEqual({ status: 204, text: '' });
}
