/**
 * The address of the account whose password a form sets or asks for, for password managers alone:
 * without it they save the password under no name, or fill in that of another account. It is not
 * `type="hidden"`, which they skip.
 */
export function HiddenUsername({ email }: { email: string }) {
  return (
    <input
      type="text"
      name="username"
      autoComplete="username"
      value={email}
      readOnly
      tabIndex={-1}
      aria-hidden="true"
      className="sr-only"
    />
  );
}
