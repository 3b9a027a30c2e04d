/** The names of an account, of which any may be empty: providers, imports and clients may leave them out. */
interface Named {
  readonly first_name: string;
  readonly last_name: string;
  readonly email: string;
}

/** A character that is seen. */
const VISIBLE = /[^\p{DI}\p{Z}\p{C}\p{M}]/u;

/** True for text that is seen: invisible letters alone are no name. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/** Returns the part of an address before the @: the name of an account that has no other. */
export function nameOfAddress(email: string): string {
  return email.slice(0, Math.max(email.lastIndexOf('@'), 0)) || email;
}

function namesOf({ first_name, last_name, email }: Named): string[] {
  const names = [first_name, last_name].filter(isVisible);
  return names.length > 0 ? names : [nameOfAddress(email)];
}

/** Returns the name to greet a user by: never empty. */
export function greetingName(user: Named): string {
  return namesOf(user)[0] ?? user.email;
}

/** Returns first and last name in one line: never empty. */
export function wholeName(user: Named): string {
  return namesOf(user).join(' ');
}

/** Returns one or two letters that stand for a user: never empty. */
export function initials(user: Named): string {
  const firsts = namesOf(user).map((name) => VISIBLE.exec(name)?.[0] ?? '');
  return firsts.join('').toUpperCase();
}
