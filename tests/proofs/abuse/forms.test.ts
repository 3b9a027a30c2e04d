import { expect, it } from 'vitest';
import { forms, oddRequest } from '@/tests/proofs/abuse/forms';

const world = {
  ...{ email: 'ada@example.com', access: 'a.b.c', refresh: 'd.e.f', device: 'g.h.i' },
  ...{ forged: ['j.k.l'], chunk: '/_next/static/x.js' },
};
const INDEXES = Array.from({ length: 5 * forms.length }, (_, index) => index);

it('gives the same request for the same seed and index, and another for any other', () => {
  const requests = INDEXES.map((index) => oddRequest(7, index, world));
  expect(INDEXES.map((index) => oddRequest(7, index, world))).toEqual(requests);
  const others = INDEXES.map((index) => oddRequest(8, index, world));
  const same = others.filter(({ bytes }, index) => bytes === requests[index]?.bytes);
  // Some forms have a few requests only.
  expect(same.length).toBeLessThan(INDEXES.length / 5);
  expect(new Set(requests.map(({ form }) => form)).size).toBe(forms.length);
});

it('writes requests in bytes', () => {
  for (const index of INDEXES) {
    const { bytes, form } = oddRequest(9, index, world);
    const characters = [...bytes].filter((character) => character > '\xff');
    expect(characters, form).toEqual([]);
    // The end of the headers, or of something that is none.
    expect(bytes, form).toMatch(/\n\r?\n|^\W/);
  }
});
