/** The longest that one call takes, from the first byte sent to the last one read. */
const CALL_MS = 6000;

/** The longest that a call takes whose answer the sign-in can do without. */
const OPTIONAL_CALL_MS = 4000;

/** The longest that an exchange takes: with what comes before and after it, a return stays below 12 s. */
const EXCHANGE_MS = 11_500;

/** The time that an exchange keeps for its end when it stops to wait for what it can do without. */
const RESERVE_MS = 500;

/** Returns a signal that aborts in so many milliseconds. A test may have a clock of its own for it. */
export type DeadlineIn = (ms: number) => AbortSignal;

/** The clock of a provider: for the dates in its tokens, and for how long its servers have. */
export interface Clock {
  readonly now: () => Date;
  readonly deadlineIn: DeadlineIn;
}

/** The time that a call to a provider has. */
export interface CallBounds {
  readonly callMs: number;
  readonly deadlineIn: DeadlineIn;
  /** Ends this call with the exchange that it belongs to; absent for one that exchanges share. */
  readonly end?: AbortSignal;
}

/** The time that the calls of one exchange have. */
export interface ExchangeBounds {
  readonly needed: CallBounds & { readonly end: AbortSignal };
  /** The bounds of calls that may fail: they end before the exchange does. */
  readonly optional: CallBounds;
}

/** The bounds of a call that is not part of an exchange, or that several exchanges share. */
export function boundsOfCall(deadlineIn: DeadlineIn): CallBounds {
  return { callMs: CALL_MS, deadlineIn };
}

/** The bounds of an exchange that begins now. */
export function boundsOfExchange(deadlineIn: DeadlineIn): ExchangeBounds {
  return {
    needed: { callMs: CALL_MS, deadlineIn, end: deadlineIn(EXCHANGE_MS) },
    optional: {
      callMs: OPTIONAL_CALL_MS,
      deadlineIn,
      end: deadlineIn(EXCHANGE_MS - RESERVE_MS),
    },
  };
}
