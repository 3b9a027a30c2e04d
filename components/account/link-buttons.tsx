import type { Way } from '@/components/account/obstacle';
import { useDeparture } from '@/components/session/use-departure';
import { Button } from '@/components/ui/button';
import { ProviderMark } from '@/components/ui/provider-mark';
import { useIdentitiesLinkMutation } from '@/lib/client/social-api';
import type { OfferedProvider } from '@/lib/shared/providers';
import { linkedAccountsPath } from '@/lib/shared/routes';

interface LinkButtonsProps {
  providers: readonly OfferedProvider[];
  way: Way;
}

/** What could be linked besides. */
export function LinkButtons({ providers, way }: LinkButtonsProps) {
  const [link] = useIdentitiesLinkMutation();
  const { departFor, pending } = useDeparture(way.stumble);
  if (providers.length === 0) return null;

  function add(provider: OfferedProvider) {
    const { slug, redirectUri } = provider;
    const wish = { provider: slug, redirect_uri: redirectUri, next: linkedAccountsPath };
    way.clear();
    return departFor(provider, () => link(wish).unwrap());
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
