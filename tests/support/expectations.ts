import { expect } from 'vitest';
import type { Answer } from '@/tests/support/api-client';

/** What protected endpoints answer to anybody without a live access token. */
export function expectAnonymous(answer: Answer): void {
  expect(answer.status).toBe(401);
  expect(answer.text).toBe('{"detail":"Authentication credentials were not provided."}');
  expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="api"');
}

/** An answer with this status and exactly this body. */
export function expectAnswer(answer: Answer, status: number, body: unknown): void {
  expect({ status: answer.status, body: answer.json }).toEqual({ status, body });
}

/** Success that says nothing. */
export function expectNoContent(answer: Answer): void {
  expect({ status: answer.status, text: answer.text }).toEqual({ status: 204, text: '' });
}
