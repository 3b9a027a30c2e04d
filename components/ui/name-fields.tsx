import { TextField } from '@/components/ui/text-field';
import type { FieldProblem } from '@/lib/shared/error-codes';

type Name = 'first_name' | 'last_name' | 'username';

interface NameFieldsProps {
  /** Returns the props of a field's input, as `useContractForm` does. */
  field: (name: Name) => { name: string; errors: readonly FieldProblem[] };
  /** The present values. */
  values?: Partial<Record<Name, string | null>>;
}

/** The inputs for first name, last name and user name. */
export function NameFields({ field, values = {} }: NameFieldsProps) {
  const props = (name: Name) => ({ ...field(name), defaultValue: values[name] ?? undefined });
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField {...props('first_name')} label="First name" autoComplete="given-name" />
        <TextField {...props('last_name')} label="Last name" autoComplete="family-name" />
      </div>
      {/* Not `username` for password managers: it may stay empty, and they would keep that. */}
      <TextField
        {...props('username')}
        label="User name (optional)"
        words={{ taken: 'This user name is taken. Choose another one.' }}
        hint="You can sign in with it or with your e-mail."
        autoComplete="nickname"
        autoCapitalize="none"
        spellCheck={false}
      />
    </>
  );
}
