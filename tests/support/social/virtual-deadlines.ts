import type { DeadlineIn } from '@/lib/server/oauth/call-bounds';

/** A clock for deadlines that moves only when a test moves it. */
export interface VirtualDeadlines {
  deadlineIn: DeadlineIn;
  /** Lets so many milliseconds pass: every deadline in them is over. */
  pass(ms: number): void;
}

/** Starts such a clock. */
export function startVirtualDeadlines(): VirtualDeadlines {
  let nowMs = 0;
  let open: { atMs: number; end: AbortController }[] = [];
  return {
    deadlineIn(ms) {
      const end = new AbortController();
      open.push({ atMs: nowMs + ms, end });
      return end.signal;
    },
    pass(ms) {
      nowMs += ms;
      const due = open.filter(({ atMs }) => atMs <= nowMs).sort((a, b) => a.atMs - b.atMs);
      open = open.filter(({ atMs }) => atMs > nowMs);
      for (const { end } of due) end.abort(new DOMException('too late', 'TimeoutError'));
    },
  };
}
