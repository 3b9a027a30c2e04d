'use client';

import { useProviderRedirect } from '@/components/session/use-provider-redirect';
import { Button } from '@/components/ui/button';
import { ProviderMark } from '@/components/ui/provider-mark';
import { toastFailure } from '@/components/ui/toasts';
import { keepNext } from '@/lib/client/kept-next';
import { loadApi, prepareApi } from '@/lib/client/late-api';
import { socialWords } from '@/lib/client/social-words';
import { useAppDispatch } from '@/lib/client/store';
import { useIsHydrated } from '@/lib/client/use-is-hydrated';
import { useWholeNext } from '@/lib/client/use-whole-next';
import type { OfferedProvider } from '@/lib/shared/providers';

interface ProviderButtonsProps {
  providers: readonly OfferedProvider[];
  next: string | null;
}

/**
 * A button for each provider to sign in, or up, with; nothing at all if no provider is configured.
 */
export function ProviderButtons({ providers, ...props }: ProviderButtonsProps) {
  const next = useWholeNext(props.next);
  const dispatch = useAppDispatch();
  const isHydrated = useIsHydrated();
  const { redirectTo, pending } = useProviderRedirect((failure, label) =>
    toastFailure(socialWords(failure, label)),
  );
  if (providers.length === 0) return null;
  return (
    <div className="mt-6 space-y-6">
      <p className="flex items-center gap-4 text-sm text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or
      </p>
      <ul className="space-y-3">
        {providers.map((provider) => {
          const { slug, label, redirectUri } = provider;
          const isPending = pending === slug;
          const ask = async () => {
            keepNext('provider', next);
            const { socialStart } = (await loadApi()).endpoints;
            const request = { provider: slug, redirectUri, next };
            return dispatch(socialStart.initiate(request, { track: false })).unwrap();
          };
          return (
            <li key={slug}>
              <Button
                look="quiet"
                isPending={isPending}
                disabled={!isHydrated || (pending !== null && !isPending)}
                onClick={() => redirectTo(provider, ask)}
                onFocus={prepareApi}
                onPointerEnter={prepareApi}
                className="w-full"
              >
                {!isPending && <ProviderMark slug={slug} />}
                {`Continue with ${label}`}
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
