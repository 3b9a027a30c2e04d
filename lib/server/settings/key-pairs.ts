import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { type PemBlock, readPemBlocks } from '@/lib/edge/pem';

const WANTED = 'must be Ed25519 or P-256, in PEM';
const HOW = '`npm run cli -- generate-key` makes a good one';

/** What is wrong with a block, by its label. None of these holds what is wanted. */
const WRONG_LABELS: readonly (readonly [RegExp, string])[] = [
  [/^ENCRYPTED /, `is encrypted, and a server cannot ask for the password: ${HOW}`],
  [/^RSA /, `is an RSA key: ${WANTED}. ${HOW}`],
  [/^EC /, 'is not in the form of PKCS#8: `openssl pkcs8 -topk8 -nocrypt` brings it there'],
  [/^OPENSSH /, `is a key for SSH: ${HOW}`],
  [/^CERTIFICATE/, 'is a certificate: `openssl x509 -noout -pubkey` prints the public key in it'],
];

/** The private key in a setting, as PEM. Throws an error that says what is wrong, without the value. */
export function readPrivateKey(text: string): string {
  const [block, ...others] = readPemBlocks(text);
  if (!block) throw new Error(`must be a private key in PEM (PKCS#8): ${HOW}`);
  if (others.length > 0) throw new Error(`must be one key alone: ${HOW}`);
  if (block.label === 'PUBLIC KEY') {
    throw new Error(`is a public key, which signs nothing: name the private one. ${HOW}`);
  }
  return checkedPem(block, 'PRIVATE KEY', createPrivateKey);
}

/** The public keys in a setting, as PEM. Throws an error that names a bad one by its place. */
export function readPublicKeys(text: string): string[] {
  const blocks = readPemBlocks(text);
  if (blocks.length === 0 && text.trim() !== '') {
    throw new Error('must be public keys in PEM, one after another');
  }
  return blocks.map((block, at) => {
    try {
      if (block.label === 'PRIVATE KEY') {
        throw new Error('is a private key: `openssl pkey -pubout` prints its public one');
      }
      return checkedPem(block, 'PUBLIC KEY', createPublicKey);
    } catch (error) {
      throw new Error(`must be public keys: number ${at + 1} ${(error as Error).message}`);
    }
  });
}

function checkedPem(
  { label, pem }: PemBlock,
  wanted: string,
  load: (pem: string) => KeyObject,
): string {
  const wrong = WRONG_LABELS.find(([pattern]) => pattern.test(label));
  if (wrong) throw new Error(wrong[1]);
  if (label !== wanted) throw new Error(`holds no ${wanted.toLowerCase()}: ${HOW}`);
  const problem = findProblem(pem, load);
  if (problem) throw new Error(`${problem}${HOW}`);
  return pem;
}

/** What keeps a key from signing tokens, or null. */
function findProblem(pem: string, load: (pem: string) => KeyObject): string | null {
  let key: KeyObject;
  try {
    key = load(pem);
  } catch {
    // What it says of a key might quote it.
    return 'is damaged: ';
  }
  const { asymmetricKeyType: type = '', asymmetricKeyDetails: details } = key;
  if (type === 'ed25519' || details?.namedCurve === 'prime256v1') return null;
  if (type.startsWith('rsa')) return `is an RSA key: ${WANTED}. `;
  return type === 'ec' ? `is on another curve: ${WANTED}. ` : `is of another kind: ${WANTED}. `;
}
