/** Returns the link in the text of a mail: its address, and its uid and token if it has them. */
export function linkOf({ text }: { text: string }): { url: string; uid: string; token: string } {
  const url = /^https?:\S+$/m.exec(text)?.[0];
  if (!url) throw new Error(`no link in ${text}`);
  const [, uid = '', token = ''] = /\/([\w-]+)\/([\w-]+)$/.exec(url) ?? [];
  return { url, uid, token };
}
