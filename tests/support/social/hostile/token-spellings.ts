import { part } from '@/tests/support/social/hostile/stage';

/** Changes to a good token: cut, joined or wrapped in other ways. */
export const SPELLINGS: Record<string, (token: string) => unknown> = {
  unsigned: (token) => token.replace(/[^.]+$/, ''),
  'without its last part': (token) => token.replace(/\.[^.]+$/, ''),
  truncated: (token) => token.slice(0, -10),
  'the first half': (token) => token.slice(0, token.length / 2),
  'a part too many': (token) => `${token}.x`,
  'a signature of zeros': (token) => token.replace(/[^.]+$/, 'A'.repeat(342)),
  'another payload': (token) => token.replace(/\.[^.]+\./, `.${part({ sub: '1' })}.`),
  'another header': (token) => token.replace(/^[^.]+/, part({ alg: 'none' })),
  'JSON serialisation': (token) => {
    const [protect, payload, signature] = token.split('.');
    return { protected: protect, payload, signature };
  },
  'JSON serialisation as text': (token) => {
    const [protect, payload, signature] = token.split('.');
    return JSON.stringify({ payload, signatures: [{ protected: protect, signature }] });
  },
  'an encrypted token': (token) => `${part({ alg: 'dir', enc: 'A128GCM' })}.${token}.AA`,
  'a token in an array': (token) => [token],
  'no text': () => 42,
  'empty text': () => '',
  null: () => null,
  absent: () => undefined,
  dots: () => '..',
  'ten thousand dots': () => '.'.repeat(10_000),
};
