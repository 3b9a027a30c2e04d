import { type Attack, type Json, mac, part } from '@/tests/support/attacks/forge';

/** Returns other spellings of a token that would be good as it is. */
export function spellings(token: string, header: Json, claims: Json, secret: string): Attack[] {
  const parts = token.split('.');
  const [head = '', body = '', tail = ''] = parts;
  const each = (name: string, change: (text: string) => string): Attack[] =>
    parts.map((text, at) => [`${name} in part ${at}`, parts.with(at, change(text)).join('.')]);
  const flattened = { payload: body, protected: head, signature: tail };
  return [
    ...[1, 2, 5, 20].flatMap((n) => each(`${n} characters less`, (text) => text.slice(0, -n))),
    ...['', ' ', '=', '==', '+', '/', '\n', '\t', '%', '\0', '.', 'A', '~', 'ü', '?', '#'].flatMap(
      (c) =>
        c ? each(`${JSON.stringify(c)} at the end`, (text) => text + c) : each('nothing', () => ''),
    ),
    ...[' ', '=', '\n', '?', '.'].flatMap((c) =>
      each(`${JSON.stringify(c)} within`, (text) => `${text.slice(0, 7)}${c}${text.slice(7)}`),
    ),
    ...each('another case', (text) => text.toUpperCase()),
    ...each('reversed', (text) => [...text].reverse().join('')),
    ...['B', 'C', 'D'].map((_, at): Attack => [`unused bits ${at}`, withUnusedBits(token, at + 1)]),
    ['two parts', `${head}.${body}`],
    ['one part', head],
    ['dots', '..'],
    ['four parts', `${token}.${tail}`],
    ['JWE compact', `${part({ alg: 'dir', enc: 'A256GCM' })}..${part('iv')}.${body}.${tail}`],
    [
      'JWE zip bomb',
      `${part({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', zip: 'DEF', p2c: 1e9, p2s: 'AA' })}.AA.AA.AA.AA`,
    ],
    ['flattened JSON', JSON.stringify(flattened)],
    [
      'general JSON',
      JSON.stringify({ payload: body, signatures: [{ protected: head, signature: tail }] }),
    ],
    ['detached', `${head}..${tail}`],
    ['nested', mac({ ...header, cty: 'JWT' }, token, secret)],
    ['nested as claims', mac({ ...header, cty: 'JWT' }, { token }, secret)],
    ['4 kB', mac(header, { ...claims, x: 'x'.repeat(4096) }, secret)],
    ['64 kB', mac(header, { ...claims, x: 'x'.repeat(45_000) }, secret)],
    ['deep', mac(header, `${'['.repeat(1500)}${']'.repeat(1500)}`, secret)],
  ];
}

/**
 * Returns the same 32 bytes in base64url, with 1 to 3 in the two unused bits of the last character.
 */
export function withUnusedBits(token: string, bits: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return token.slice(0, -1) + alphabet[alphabet.indexOf(token.slice(-1)) + bits];
}
