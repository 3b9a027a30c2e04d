import type { Metadata } from 'next';
import ErrorPage from '@/app/error';

export const metadata: Metadata = { title: 'Try again in a moment' };

/** Shown in place of a protected page while nobody can say whether its visitor is signed in. */
export default function UnavailablePage() {
  return <ErrorPage />;
}
