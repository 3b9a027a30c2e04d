'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useGoOn } from '@/components/session/use-go-on';
import { toastNews } from '@/components/ui/toasts';
import { forgetKeptNext } from '@/lib/client/kept-next';
import { loadApi } from '@/lib/client/late-api';
import { SESSION_END_WORDS } from '@/lib/client/session-end-words';
import {
  type SessionEnd,
  selectPendingEnd,
  selectUser,
  sessionEnded,
  sessionEndHandled,
} from '@/lib/client/session-slice';
import { useAppDispatch, useAppSelector } from '@/lib/client/store';
import { announce, listenToTabs } from '@/lib/client/tabs';
import { isSessionEndCode, type SessionEndCode } from '@/lib/shared/error-codes';
import { endedPath, loginPath, routes, signedInPath, wayBackTo, zoneOf } from '@/lib/shared/routes';

const END_MESSAGES: Readonly<Record<Exclude<SessionEnd, SessionEndCode>, string>> = {
  'signed-out': 'You are signed out.',
  'signing-in-again': 'Sign in again to go on.',
  elsewhere: 'You signed out in another tab.',
  deleted: 'Your account is deleted.',
  over: 'Your session has ended. Sign in again to go on.',
};

/**
 * Acts on the end of a session, noticed here or in another tab, and checks it when the tab is
 * shown.
 */
export function SessionWatch() {
  useTabNews();
  useLookOnReturn();
  useSessionEnd();
  return null;
}

function useTabNews() {
  const router = useRouter();
  const goOn = useGoOn();
  const dispatch = useAppDispatch();
  useEffect(
    () =>
      listenToTabs((news) => {
        if (news !== 'signed-in') {
          dispatch(sessionEnded(news === 'signed-out' ? 'elsewhere' : news));
          return;
        }
        const { pathname, search, hash } = window.location;
        // A tab that waits for its mail has nothing to wait for any more.
        const isOver = zoneOf(pathname) === 'guest' || pathname === routes.checkMail;
        if (isOver) goOn(signedInPath(search, hash));
        router.refresh();
      }),
    [dispatch, goOn, router],
  );
}

function useLookOnReturn() {
  const router = useRouter();
  const dispatch = useAppDispatch();
  const userId = useAppSelector(selectUser)?.id;
  useEffect(() => {
    if (userId === undefined) return;
    const look = async () => {
      if (document.visibilityState !== 'visible') return;
      const loaded = await loadApi().catch(() => null);
      if (!loaded) return;
      const { usersMe } = loaded.endpoints;
      const options = { forceRefetch: true, subscribe: false };
      const { data } = await dispatch(usersMe.initiate(undefined, options));
      // Another user is signed in by now, and the page still shows the data of the first.
      if (data && data.id !== userId) router.refresh();
    };
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [dispatch, router, userId]);
}

function useSessionEnd() {
  const router = useRouter();
  const pathname = usePathname();
  const dispatch = useAppDispatch();
  const end = useAppSelector(selectPendingEnd);
  useEffect(() => {
    if (!end) return;
    dispatch(sessionEndHandled());
    const isForGood = end === 'signed-out' || end === 'deleted';
    if (isForGood) forgetKeptNext();
    if (isForGood || end === 'signing-in-again') announce('signed-out');
    const code = isSessionEndCode(end) ? end : null;
    const isProtected = zoneOf(pathname) === 'protected';
    // The sign-in page tells the reason itself: it is too long for a toast, and too important.
    if (!isSessionEndCode(end)) toastNews(END_MESSAGES[end]);
    else if (!isProtected) toastNews(`Your session has ended. ${SESSION_END_WORDS[end]}`);
    if (isProtected) {
      const ownGoal = end === 'deleted' ? routes.home : routes.login;
      router.replace(isForGood ? ownGoal : endedPath(loginPath(wayBackTo(window.location)), code));
    }
    router.refresh();
  }, [dispatch, end, pathname, router]);
}
