/** Next.js calls this once in each server process, before its first request. */
export async function register(): Promise<void> {
  // Written as a block so that bundlers drop it, and Node's modules with it, from the edge build.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { boot } = await import('@/lib/server/runtime/boot');
    await boot();
  }
}
