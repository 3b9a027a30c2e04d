/** What one tab tells the others. */
export type TabNews = 'signed-in' | 'signed-out';

/** A channel never hears itself, so a tab has one for both: its own news are none to it. */
let ownChannel: BroadcastChannel | null = null;

function channelOfTab(): BroadcastChannel | null {
  // Web views without channels have no tabs either.
  if (typeof BroadcastChannel === 'function') ownChannel ??= new BroadcastChannel('session');
  return ownChannel;
}

/** Tells the other tabs of this browser. */
export function announce(news: TabNews): void {
  channelOfTab()?.postMessage(news);
}

/** Hears what other tabs announce, until the returned function is called; one listener a tab. */
export function listenToTabs(onNews: (news: TabNews) => void): () => void {
  const channel = channelOfTab();
  if (!channel) return () => {};
  const hear = ({ data }: MessageEvent<unknown>) => {
    if (data === 'signed-in' || data === 'signed-out') onNews(data);
  };
  channel.onmessage = hear;
  return () => {
    if (channel.onmessage === hear) channel.onmessage = null;
  };
}
