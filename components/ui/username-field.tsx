import { TextField } from '@/components/ui/text-field';
import type { FieldProblem } from '@/lib/shared/error-codes';

interface UsernameFieldProps {
  name: string;
  label: string;
  errors: readonly FieldProblem[];
  hint?: string;
  /** `username` where users sign in by it; password managers keep that, even if it is empty. */
  autoComplete: 'username' | 'nickname';
  defaultValue?: string | undefined;
}

/** A user name to choose. */
export function UsernameField(props: UsernameFieldProps) {
  const words = { taken: 'This user name is taken. Choose another one.' };
  return <TextField {...props} words={words} autoCapitalize="none" spellCheck={false} />;
}
