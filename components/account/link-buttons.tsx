import type { LinkFailures } from '@/components/account/reauth-notice';
import { useProviderRedirect } from '@/components/session/use-provider-redirect';
import { Button } from '@/components/ui/button';
import { ProviderMark } from '@/components/ui/provider-mark';
import { useIdentitiesLinkMutation } from '@/lib/client/social-api';
import type { OfferedProvider } from '@/lib/shared/providers';
import { linkingNext } from '@/lib/shared/routes';

interface LinkButtonsProps {
  providers: readonly OfferedProvider[];
  failures: LinkFailures;
}

/** A button for each provider of which no account is linked yet. */
export function LinkButtons({ providers, failures }: LinkButtonsProps) {
  const [link] = useIdentitiesLinkMutation();
  const { redirectTo, pending } = useProviderRedirect(failures.show);
  if (providers.length === 0) return null;

  function add(provider: OfferedProvider) {
    const { slug, redirectUri } = provider;
    const body = { provider: slug, redirect_uri: redirectUri, next: linkingNext };
    failures.clear();
    return redirectTo(provider, () => link(body).unwrap());
  }

  return (
    <div className="flex flex-wrap gap-3">
      {providers.map((provider) => {
        const isPending = pending === provider.slug;
        return (
          <Button
            key={provider.slug}
            look="quiet"
            isPending={isPending}
            disabled={pending !== null && !isPending}
            onClick={() => add(provider)}
          >
            {!isPending && <ProviderMark slug={provider.slug} />}
            {`Link ${provider.label}`}
          </Button>
        );
      })}
    </div>
  );
}
