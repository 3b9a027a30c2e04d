import { isSessionEndCode, type SessionEndCode } from '@/lib/shared/error-codes';

/** The news that one tab sends to the others; the session is over for the reason of a code. */
export type TabNews = 'signed-in' | 'signed-out' | SessionEndCode;

/** The channel of this tab, to send and to listen: a channel never hears its own news. */
let ownChannel: BroadcastChannel | null = null;

function channelOfTab(): BroadcastChannel | null {
  // Web views without channels have no tabs either.
  if (typeof BroadcastChannel === 'function') ownChannel ??= new BroadcastChannel('session');
  return ownChannel;
}

/** Sends news to the other tabs of this browser. */
export function announce(news: TabNews): void {
  channelOfTab()?.postMessage(news);
}

/** Listens to the other tabs until the returned function is called; one listener a tab. */
export function listenToTabs(onNews: (news: TabNews) => void): () => void {
  const channel = channelOfTab();
  if (!channel) return () => {};
  const hear = ({ data }: MessageEvent<unknown>) => {
    if (data === 'signed-in' || data === 'signed-out' || isSessionEndCode(data)) onNews(data);
  };
  channel.onmessage = hear;
  return () => {
    if (channel.onmessage === hear) channel.onmessage = null;
  };
}
