/** The function by which Vercel's runtime hands a request's context to the code that it runs. */
const VERCEL_CONTEXT = Symbol.for('@vercel/request-context');

/**
 * True where Vercel runs this code. The variable alone does not say so: `vercel env pull` copies it
 * into `.env.local` on any machine. Only the platform has its request context, on the edge and in
 * Node.js, and in Node.js the name of the function with the region in which it runs.
 */
export function isOnVercel(
  variables: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  if (!variables.VERCEL) return false;
  const { AWS_LAMBDA_FUNCTION_NAME, VERCEL_REGION } = variables;
  return VERCEL_CONTEXT in globalThis || Boolean(AWS_LAMBDA_FUNCTION_NAME && VERCEL_REGION);
}
