/** A block of PEM, and what it says that it holds. */
export interface PemBlock {
  label: string;
  /** With its lines as PEM has them, whatever the setting made of them. */
  pem: string;
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----/g;

/**
 * The blocks of PEM in a setting, one after another; none if anything but space stands between them.
 * Newlines may be written as `\n` or spaces, and the whole in base64 once more. Whether they hold
 * usable keys is for whoever imports them.
 */
export function readPemBlocks(text: string): PemBlock[] {
  const plain = decodeWhole(text).replaceAll('\\r', '').replaceAll('\\n', '\n');
  if (plain.replace(BLOCK, '').trim() !== '') return [];
  return [...plain.matchAll(BLOCK)].map(([, label = '', base64 = '']) => {
    const lines = base64.replace(/\s/g, '').match(/.{1,64}/g) ?? [];
    return { label, pem: `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----` };
  });
}

/** Where a platform's settings take one line of simple characters, PEM comes in base64 once more. */
function decodeWhole(text: string): string {
  try {
    return text.includes('-----') ? text : atob(text.replace(/\s/g, ''));
  } catch {
    return text;
  }
}
