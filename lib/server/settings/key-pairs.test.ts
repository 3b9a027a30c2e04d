import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readPrivateKey, readPublicKeys } from '@/lib/server/settings/key-pairs';
import { newPair } from '@/tests/support/key-pairs';

const ed = await newPair('EdDSA');
const ec = await newPair('ES256');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const koblitz = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
const ed448 = generateKeyPairSync('ed448');
const x25519 = generateKeyPairSync('x25519');

const pkcs8 = (key: KeyObject) => key.export({ format: 'pem', type: 'pkcs8' }).toString();
const spki = (key: KeyObject) => key.export({ format: 'pem', type: 'spki' }).toString();
const encrypted = ed.privateKey
  .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'x' })
  .toString();

/** Ways in which a setting may hold the same PEM. */
const SPELLINGS: [string, (pem: string) => string][] = [
  ['as it is', (pem) => pem],
  ['with \\n for newlines', (pem) => pem.replaceAll('\n', '\\n')],
  ['with \\r\\n', (pem) => pem.replaceAll('\n', '\\r\\n')],
  ['with the newlines of Windows', (pem) => pem.replaceAll('\n', '\r\n')],
  ['with spaces for newlines', (pem) => pem.replaceAll('\n', ' ')],
  ['in base64', (pem) => Buffer.from(pem).toString('base64')],
  ['without the padding', (pem) => pem.replace(/=+(?=\n)/g, '')],
];

describe.each(SPELLINGS)('a key %s', (_, spell) => {
  it.each([ed, ec])('of $alg is read', ({ privatePem, publicPem }) => {
    expect(readPrivateKey(spell(privatePem))).toBe(privatePem.trim());
    expect(readPublicKeys(spell(publicPem))).toEqual([publicPem.trim()]);
  });

  it('may be followed by others where several may be', () => {
    const read = readPublicKeys(spell(`${ed.publicPem}${ec.publicPem}`));
    expect(read).toEqual([ed.publicPem.trim(), ec.publicPem.trim()]);
  });
});

/** What is said of a text; it never quotes the text. */
function problem(read: (text: string) => unknown, text: string): string {
  try {
    read(text);
  } catch (error) {
    const { message } = error as Error;
    for (const line of text.split('\n')) {
      if (line.length > 8 && !line.startsWith('-----')) expect(message).not.toContain(line);
    }
    return message;
  }
  return '';
}

describe('a private key', () => {
  it.each([
    ['nothing like a key', 'hunter2-hunter2-hunter2', /^must be a private key in PEM/],
    ['a public key', ed.publicPem, /^is a public key, which signs nothing/],
    ['an encrypted key', encrypted, /^is encrypted/],
    ['RSA', pkcs8(rsa.privateKey), /^is an RSA key: must be Ed25519 or P-256/],
    ['RSA-PSS', pkcs8(pss.privateKey), /^is an RSA key/],
    ['RSA in PKCS#1', rsa.privateKey.export({ format: 'pem', type: 'pkcs1' }), /^is an RSA key/],
    ['P-384', pkcs8(p384.privateKey), /^is on another curve: must be Ed25519 or P-256/],
    ['secp256k1', pkcs8(koblitz.privateKey), /^is on another curve/],
    ['Ed448', pkcs8(ed448.privateKey), /^is of another kind: must be Ed25519 or P-256/],
    ['X25519', pkcs8(x25519.privateKey), /^is of another kind/],
    [
      'SEC 1',
      ec.privateKey.export({ format: 'pem', type: 'sec1' }),
      /^is not in the form of PKCS#8/,
    ],
    ['two keys', `${ed.privatePem}${ec.privatePem}`, /^must be one key alone/],
    ['a key and more', `${ed.privatePem}x`, /^must be a private key in PEM/],
    ['a key cut short', ed.privatePem.slice(0, -30), /^must be a private key in PEM/],
    [
      'a key of noise',
      '-----BEGIN PRIVATE KEY-----\nAAAAAAAAAAAA\n-----END PRIVATE KEY-----',
      /^is damaged/,
    ],
  ])('must not be %s', (_, text, message) => {
    const said = problem(readPrivateKey, text.toString());
    expect(said).toMatch(message);
    expect(said).toMatch(/`npm run cli -- generate-key` makes a good one$|`openssl pkcs8 /);
  });
});

describe('public keys', () => {
  it('may be none', () => {
    expect(readPublicKeys(' \n')).toEqual([]);
  });

  it.each([
    ['a private one', ed.privatePem, /number 2 is a private key: `openssl pkey -pubout`/],
    ['RSA', spki(rsa.publicKey), /number 2 is an RSA key/],
    ['another curve', spki(p384.publicKey), /number 2 is on another curve/],
    ['another kind', spki(x25519.publicKey), /number 2 is of another kind/],
  ])('must not be %s', (_, pem, message) => {
    const said = problem(readPublicKeys, `${ec.publicPem}${pem}`);
    expect(said).toMatch(/^must be public keys: /);
    expect(said).toMatch(message);
  });

  it.each(['x', `${ed.publicPem},${ec.publicPem}x`])('must be PEM and nothing else', (text) => {
    expect(problem(readPublicKeys, text)).toBe('must be public keys in PEM, one after another');
  });
});
