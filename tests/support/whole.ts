/** True for `npm run check:all`, which also runs tests that need not run each time. */
export const isWhole = process.env.CHECK_ALL === '1';
