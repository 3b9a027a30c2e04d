import { type Id, toast } from 'react-toastify/unstyled';

/** The life of a failure's toast: it takes longer to read, and to act upon, than a success. */
const FAILURE_MS = 10_000;

let lastFailure: Id = '';

/**
 * Shows a failure in a toast, in place of the one before; null shows nothing. Each toast has an id
 * of its own: one that is just closing would swallow another of its id.
 */
export function toastFailure(message: string | null): void {
  if (message === null) return;
  if (toast.isActive(lastFailure)) {
    toast.update(lastFailure, { render: message });
    return;
  }
  dismissAll();
  lastFailure = toast.error(message, { autoClose: FAILURE_MS });
}

/** Removes the toast of the last failure, which no longer holds. */
export function dismissFailure(): void {
  toast.dismiss(lastFailure);
}

/** Shows a success in a toast, in place of every toast before it. */
export function toastSuccess(message: string): void {
  dismissAll();
  toast.success(message);
}

/** Shows news in a toast, neither success nor failure, in place of every toast before it. */
export function toastNews(message: string): void {
  dismissAll();
  toast.info(message);
}

/** Removes every toast: one is shown at a time, and a new one must not wait for an old one. */
function dismissAll(): void {
  toast.clearWaitingQueue();
  toast.dismiss();
}
