import type { ReactNode } from 'react';
import { ProviderButtons } from '@/components/sign-in/provider-buttons';
import { RefusalNote } from '@/components/ui/refusal-note';
import type { OfferedProvider } from '@/lib/shared/providers';

interface WithProvidersProps {
  providers: readonly OfferedProvider[];
  next: string | null;
  /** The form that signs in, or up, without a provider. */
  children: ReactNode;
}

/**
 * A form with the buttons of providers below it, and above it the failure of the last try with one.
 */
export function WithProviders({ providers, next, children }: WithProvidersProps) {
  return (
    <>
      <RefusalNote title="You are not signed in" />
      {children}
      <ProviderButtons providers={providers} next={next} />
    </>
  );
}
