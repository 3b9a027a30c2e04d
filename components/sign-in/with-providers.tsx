import type { ReactNode } from 'react';
import { ProviderButtons } from '@/components/sign-in/provider-buttons';
import { RefusalNote } from '@/components/ui/refusal-note';
import type { OfferedProvider } from '@/lib/shared/providers';

interface WithProvidersProps {
  providers: readonly OfferedProvider[];
  next: string | null;
  /** The form for those who have no account elsewhere, or want none of it here. */
  children: ReactNode;
}

/** A form with the accounts elsewhere under it, and over it how the last try with one came out. */
export function WithProviders({ providers, next, children }: WithProvidersProps) {
  return (
    <>
      <RefusalNote title="You are not signed in" />
      {children}
      <ProviderButtons providers={providers} next={next} />
    </>
  );
}
