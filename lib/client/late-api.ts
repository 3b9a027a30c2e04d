/**
 * Loads the API on a page that begins without it: with RTK Query, zod and the contracts a page to
 * sign in would load twice as many scripts of ours before it can be used. Rejects like a call to a
 * server that cannot be reached.
 */
export function loadApi() {
  return import('@/lib/client/sign-in-api').catch((cause: unknown) =>
    Promise.reject<never>({ status: 'FETCH_ERROR', error: String(cause) }),
  );
}

/** Begins to load the API, when a form is first touched; the form's own call tells of a failure. */
export function prepareApi(): void {
  loadApi().catch(() => {});
}
