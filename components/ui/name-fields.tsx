import { TextField } from '@/components/ui/text-field';
import { UsernameField } from '@/components/ui/username-field';
import type { FieldProblem } from '@/lib/shared/error-codes';

type Name = 'first_name' | 'last_name' | 'username';

/** The fields that a form has, each with whether it must be filled in. */
export type ShownNames = Readonly<Partial<Record<Name, 'required' | 'optional' | undefined>>>;

interface NameFieldsProps {
  /** Returns the props of a field's input, as `useContractForm` does. */
  field: (name: Name) => { name: string; errors: readonly FieldProblem[] };
  shown: ShownNames;
  /** The present values. */
  values?: Partial<Record<Name, string | null>>;
}

const USERNAME_HINT = 'You can sign in with it or with your e-mail.';

/** The inputs for first name, last name and user name. */
export function NameFields({ field, shown, values = {} }: NameFieldsProps) {
  const props = (name: Name, label: string) => ({
    ...field(name),
    label: shown[name] === 'optional' ? `${label} (optional)` : label,
    defaultValue: values[name] ?? undefined,
  });
  return (
    <>
      {(shown.first_name || shown.last_name) && (
        <div className="grid gap-5 sm:grid-cols-2">
          {shown.first_name && (
            <TextField {...props('first_name', 'First name')} autoComplete="given-name" />
          )}
          {shown.last_name && (
            <TextField {...props('last_name', 'Last name')} autoComplete="family-name" />
          )}
        </div>
      )}
      {shown.username && (
        <UsernameField
          {...props('username', 'User name')}
          hint={USERNAME_HINT}
          autoComplete={shown.username === 'required' ? 'username' : 'nickname'}
        />
      )}
    </>
  );
}
