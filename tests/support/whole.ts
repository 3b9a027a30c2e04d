/** True for `npm run check:all`, which also tries what need not be tried each time. */
export const isWhole = process.env.CHECK_ALL === '1';
