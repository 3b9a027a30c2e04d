/** The link in the text of a mail: its address, and what it carries if it opens something. */
export function linkOf({ text }: { text: string }): { url: string; uid: string; token: string } {
  const url = /^https?:\S+$/m.exec(text)?.[0];
  if (!url) throw new Error(`no link in ${text}`);
  const [, uid = '', token = ''] = /\/([\w-]+)\/([\w-]+)$/.exec(url) ?? [];
  return { url, uid, token };
}
