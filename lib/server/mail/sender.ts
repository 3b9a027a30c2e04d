import type { Settings } from '@/lib/server/settings/settings';

/** RFC 2047 allows 75 characters a word; 45 bytes make 60 of base64. */
const ENCODED_WORD_BYTES = 45;

/** The From header of all mails, in ASCII as SES requires. */
export function sender({ AWS_SES_FROM_EMAIL, SITE_NAME, SITE_URL }: Settings): string {
  const address = AWS_SES_FROM_EMAIL ?? `no-reply@${new URL(SITE_URL).hostname}`;
  const name = SITE_NAME.replace(/["\\\p{Cc}]/gu, '');
  return `${/^[ -~]*$/.test(name) ? `"${name}"` : encodeWords(name)} <${address}>`;
}

/** Returns the text as encoded words, none of which ends in the middle of a character. */
function encodeWords(text: string): string {
  const words = [''];
  for (const character of text) {
    const longer = `${words.at(-1)}${character}`;
    if (Buffer.byteLength(longer) > ENCODED_WORD_BYTES) words.push(character);
    else words[words.length - 1] = longer;
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}
