/** The password of every person in the tests; it breaks no rule. */
export const PASSWORD = 'ho1dfast-and-true';
