/** A block of PEM, with its label. */
export interface PemBlock {
  label: string;
  /** The block with its lines as PEM has them, whatever the setting made of them. */
  pem: string;
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----/g;

/**
 * Reads the blocks of PEM in a setting, in their order; none if anything but space stands between
 * them. Newlines may be written as `\n` or spaces, and the whole in base64 once more. The keys in
 * the blocks are not checked: that is for the code that imports them.
 */
export function readPemBlocks(text: string): PemBlock[] {
  const plain = decodeWhole(text).replaceAll('\\r', '').replaceAll('\\n', '\n');
  if (plain.replace(BLOCK, '').trim() !== '') return [];
  return [...plain.matchAll(BLOCK)].map(([, label = '', base64 = '']) => {
    const digits = base64.replace(/\s/g, '');
    // Some platforms cut the padding off, without which node:crypto reads no key.
    const padded = digits.padEnd(Math.ceil(digits.length / 4) * 4, '=');
    const lines = padded.match(/.{1,64}/g) ?? [];
    return { label, pem: `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----` };
  });
}

/** Decodes PEM in base64, for platforms whose settings take one line of simple characters. */
function decodeWhole(text: string): string {
  try {
    return text.includes('-----') ? text : atob(text.replace(/\s/g, ''));
  } catch {
    return text;
  }
}
