/** Mails leave this often; being queued in between takes the same time whoever they are for. */
const TICK_MS = 500;

/** Mails whose time to be tried again has come are looked for this often. */
const POLL_MS = 5000;

/** Never rejects. */
type Drain = () => Promise<unknown>;

/** For a server that lives on: delivers at its own pace, never as part of a request. */
export function createTicker(): (drain: Drain) => void {
  let isSet = false;
  return (drain) => {
    if (isSet) return;
    isSet = true;
    setTimeout(() => {
      isSet = false;
      void drain();
    }, TICK_MS).unref();
  };
}

/** Looks for mails that are due, for as long as the process lives. */
export function pollOutbox(drain: Drain): void {
  void drain();
  setInterval(drain, POLL_MS).unref();
}

/** For a platform that stops the process after each answer: it is asked to wait for delivery. */
export async function createVercelWake(): Promise<(drain: Drain) => void> {
  // Loaded now: after an answer it would be too late to ask.
  const { waitUntil } = await import('@vercel/functions');
  return (drain) => waitUntil(drain());
}
