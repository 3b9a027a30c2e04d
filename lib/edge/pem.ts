/** Algorithms of key pairs that may sign tokens; each takes one kind of key. */
export type PairAlgorithm = 'EdDSA' | 'ES256';

/** One half of a key pair as PEM, and the one algorithm that it is for. */
export interface PemKey {
  alg: PairAlgorithm;
  pem: string;
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----/g;
const WANTED = 'must be Ed25519 or P-256, in PEM';
const HOW = '`npm run cli -- generate-key` makes a good one';

/** What is wrong with a block, by its label. None of these holds what is wanted. */
const WRONG_LABELS: readonly (readonly [RegExp, string])[] = [
  [/^ENCRYPTED /, `is encrypted, and there is nobody to ask for the password: ${HOW}`],
  [/^RSA /, `is an RSA key: ${WANTED}. ${HOW}`],
  [/^EC /, 'is not in the form of PKCS#8: `openssl pkcs8 -topk8 -nocrypt` brings it there'],
  [/^OPENSSH /, `is a key for SSH: ${HOW}`],
  [/^CERTIFICATE/, 'is a certificate: `openssl x509 -noout -pubkey` prints the public key in it'],
];

/** How the DER of a key goes on after its lengths and version: the object id of its kind. */
const KINDS: readonly (readonly [string, PairAlgorithm | string])[] = [
  ['06032b6570', 'EdDSA'],
  ['06072a8648ce3d020106082a8648ce3d030107', 'ES256'],
  ['06072a8648ce3d0201', `is on another curve: ${WANTED}. ${HOW}`],
  ['06092a864886f70d01010', `is an RSA key: ${WANTED}. ${HOW}`],
];

/** The private key in a setting. Throws an error that says what is wrong, without the value. */
export function readPrivateKey(text: string): PemKey {
  const [block, ...others] = blocksOf(text, `must be a private key in PEM (PKCS#8): ${HOW}`);
  if (!block || others.length > 0) throw new Error(`must be one key alone: ${HOW}`);
  if (block.label === 'PUBLIC KEY') {
    throw new Error(`is a public key, which signs nothing: name the private one. ${HOW}`);
  }
  return readBlock(block, 'PRIVATE KEY');
}

/** The public keys in a setting, one after another. Throws an error that names a bad one by its place. */
export function readPublicKeys(text: string): PemKey[] {
  if (text.trim() === '') return [];
  const blocks = blocksOf(text, 'must be public keys in PEM, one after another');
  return blocks.map((block, at) => {
    try {
      if (block.label === 'PRIVATE KEY') {
        throw new Error('is a private key: `openssl pkey -pubout` prints its public one');
      }
      return readBlock(block, 'PUBLIC KEY');
    } catch (error) {
      throw new Error(`must be public keys: number ${at + 1} ${(error as Error).message}`);
    }
  });
}

interface Block {
  label: string;
  base64: string;
}

/** The PEM blocks of a text, with nothing but space between them. */
function blocksOf(text: string, problem: string): Block[] {
  const plain = decodeWhole(text).replaceAll('\\r', '').replaceAll('\\n', '\n');
  const blocks = [...plain.matchAll(BLOCK)].map(([, label = '', base64 = '']) => ({
    label,
    base64: base64.replace(/\s/g, ''),
  }));
  if (plain.replace(BLOCK, '').trim() !== '' || blocks.length === 0) throw new Error(problem);
  return blocks;
}

/** Where a platform's settings take one line of simple characters, PEM comes in base64 once more. */
function decodeWhole(text: string): string {
  try {
    return text.includes('-----') ? text : atob(text.replace(/\s/g, ''));
  } catch {
    return text;
  }
}

function readBlock({ label, base64 }: Block, wanted: string): PemKey {
  const wrong = WRONG_LABELS.find(([pattern]) => pattern.test(label));
  if (wrong) throw new Error(wrong[1]);
  if (label !== wanted) throw new Error(`holds no ${wanted.toLowerCase()}: ${HOW}`);
  const kind = kindOf(base64);
  if (kind !== 'EdDSA' && kind !== 'ES256') throw new Error(kind);
  const lines = base64.match(/.{1,64}/g) ?? [];
  return {
    alg: kind,
    pem: `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----`,
  };
}

/** The algorithm that a key is for, or what is wrong with it. */
function kindOf(base64: string): PairAlgorithm | string {
  const length = '(?:[0-7].|81..|82....)';
  const start = new RegExp(`^30${length}(?:02010[01])?30${length}`);
  const hex = hexOf(base64);
  const rest = start.test(hex) ? hex.replace(start, '') : '';
  const kind = KINDS.find(([id]) => rest.startsWith(id));
  return kind?.[1] ?? (rest ? `is of another kind: ${WANTED}. ${HOW}` : `is damaged: ${HOW}`);
}

function hexOf(base64: string): string {
  try {
    const bytes = [...atob(base64)].map((char) => char.charCodeAt(0));
    return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  } catch {
    return '';
  }
}
