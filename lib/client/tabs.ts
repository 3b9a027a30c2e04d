/** What one tab tells the others. */
export type TabNews = 'signed-in' | 'signed-out';

const CHANNEL = 'session';

/** Web views without it have no tabs either. */
const hasChannels = typeof BroadcastChannel === 'function';

/** Tells the other tabs of this browser. */
export function announce(news: TabNews): void {
  if (!hasChannels) return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(news);
  channel.close();
}

/** Hears what other tabs announce, until the returned function is called. */
export function listenToTabs(onNews: (news: TabNews) => void): () => void {
  if (!hasChannels) return () => {};
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === 'signed-in' || data === 'signed-out') onNews(data);
  };
  return () => channel.close();
}
