import { useRouter } from 'next/navigation';
import { useContext, useEffect, useRef, useState } from 'react';
import { useWelcome } from '@/components/session/use-welcome';
import { toastSuccess } from '@/components/ui/toasts';
import { explainFailure } from '@/lib/client/failure';
import { keepNext, takeNext } from '@/lib/client/kept-next';
import { type ProviderAnswer, readProviderAnswer } from '@/lib/client/provider-answer';
import { refusalNoted, selectUser } from '@/lib/client/session-slice';
import { SiteUrl } from '@/lib/client/site-url';
import { useSocialCompleteMutation } from '@/lib/client/social-api';
import { type FurtherStep, readFurtherStep, socialWords } from '@/lib/client/social-words';
import { useAppDispatch, useAppSelector } from '@/lib/client/store';
import type { ProviderName } from '@/lib/shared/providers';
import { linkedAccountsPath, linkingNext, loginPath } from '@/lib/shared/routes';
import { nextOfState } from '@/lib/shared/social-state';

type View = (FurtherStep & { next: string | null }) | { step: 'working' } | { step: 'nothing' };

/** Sends the provider's answer to the API, once, and leads on by what the API says. */
export function useProviderReturn({ slug, label }: ProviderName) {
  const router = useRouter();
  const dispatch = useAppDispatch();
  const siteUrl = useContext(SiteUrl);
  const welcome = useWelcome();
  const [send] = useSocialCompleteMutation();
  const [isSignedIn] = useState(Boolean(useAppSelector(selectUser)));
  const [view, setView] = useState<View>({ step: 'working' });
  const hasBegun = useRef(false);

  async function complete(answer: ProviderAnswer) {
    const kept = takeNext('provider');
    // Some providers report that the user cancelled without giving the state back.
    const carried = answer.state ? nextOfState(answer.state) : kept;
    const isLinking = isSignedIn && carried === linkingNext;
    const next = carried === linkingNext ? linkedAccountsPath : carried;
    try {
      await send({ provider: slug, answer }).unwrap();
      if (!isLinking) return await welcome(next);
      toastSuccess(`From now on, you can sign in with ${label}, too.`);
      router.replace(linkedAccountsPath);
      router.refresh();
    } catch (error) {
      const further = readFurtherStep(error);
      if (further) {
        // Again: Next.js hears of the address only once its own effects have run, after ours.
        hideAnswer();
        keepNext('identity-confirm', next);
        return setView({ ...further, next });
      }
      const failure = explainFailure(error, siteUrl);
      const isOver = isLinking && failure.code === 'not_authenticated';
      const why = isOver ? { ...failure, code: 'signed_out_meanwhile' as const } : failure;
      dispatch(refusalNoted(socialWords(why, label)));
      router.replace(isSignedIn ? linkedAccountsPath : loginPath(next));
    }
  }

  useEffect(() => {
    // In development React runs effects twice, and a code is good for one use.
    if (hasBegun.current) return;
    hasBegun.current = true;
    const answer = readProviderAnswer(window.location);
    if (!answer) return setView({ step: 'nothing' });
    hideAnswer();
    complete(answer);
  });

  return { view, isSignedIn };
}

/** Removes the provider's answer from the page's address, which browsers keep in their history. */
function hideAnswer() {
  window.history.replaceState(null, '', window.location.pathname);
}
