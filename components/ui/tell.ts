import { type Id, toast } from 'react-toastify/unstyled';

/** Failures take longer to read than good news, and to act upon. */
const FAILURE_MS = 10_000;

let lastFailure: Id = '';

/**
 * Says in a toast what went wrong, in place of what went wrong before; null says nothing. Each toast
 * has an id of its own: one that is just closing would swallow another of its id.
 */
export function tellFailure(message: string | null): void {
  if (message === null) return;
  if (toast.isActive(lastFailure)) {
    toast.update(lastFailure, { render: message });
    return;
  }
  forgetAll();
  lastFailure = toast.error(message, { autoClose: FAILURE_MS });
}

/** Takes away what `tellFailure` said: it is mended. */
export function forgetFailure(): void {
  toast.dismiss(lastFailure);
}

/** Says in a toast that something worked; what was said before is old by then. */
export function tellSuccess(message: string): void {
  forgetAll();
  toast.success(message);
}

/** Says in a toast what happened, for better or worse. */
export function tellNews(message: string): void {
  forgetAll();
  toast.info(message);
}

/** One toast is shown at a time: nothing that is said now waits for what is old by then. */
function forgetAll(): void {
  toast.clearWaitingQueue();
  toast.dismiss();
}
