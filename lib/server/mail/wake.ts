/** The pause between deliveries: queueing a mail in between takes as long for any recipient. */
const TICK_MS = 500;

/** The pause between two looks for mails that are due again. */
const POLL_MS = 5000;

/** Delivers the mails that are due; never rejects. */
type Drain = () => Promise<unknown>;

/** A wake for a server that lives on: delivers at its own pace, never as part of a request. */
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

/** A wake for Vercel, which stops the process after each answer: asks it to wait for delivery. */
export async function createVercelWake(): Promise<(drain: Drain) => void> {
  // Loaded at start: after an answer it would be too late to ask.
  const { waitUntil } = await import('@vercel/functions');
  return (drain) => waitUntil(drain());
}
