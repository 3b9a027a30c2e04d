import { expect } from 'vitest';
import { ERROR_CODES, ERROR_HEADERS, isErrorCode } from '@/lib/shared/error-codes';
import { readFieldCodes } from '@/lib/shared/error-fields';

/**
 * Expects the codes that belong to an answer: none with a success; else one of the set, of this
 * status, and with `invalid_fields`, and only then, as many codes for each field as the body has
 * sentences.
 */
export function expectCodes(status: number, headers: Headers, body: unknown): void {
  const code = headers.get(ERROR_HEADERS.code);
  const fields = headers.get(ERROR_HEADERS.fields);
  if (status < 400) {
    expect([code, fields]).toEqual([null, null]);
    return;
  }
  if (!isErrorCode(code)) throw new Error(`${status} with the code ${code}, which is none`);
  expect({ code, status }).toEqual({ code, status: ERROR_CODES[code] });
  expect({ code, hasFields: fields !== null }).toEqual({
    code,
    hasFields: code === 'invalid_fields',
  });
  if (fields === null) return;
  const counts = (of: object) => Object.entries(of).map(([name, { length }]) => [name, length]);
  const codes = readFieldCodes(fields);
  expect(counts(codes)).toEqual(counts(body as Record<string, string[]>));
  expect(Object.values(codes).flatMap((of) => of.map((one) => one.code))).not.toContain('invalid');
}
