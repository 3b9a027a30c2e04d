import type { Metadata } from 'next';
import ErrorPage from '@/app/error';

export const metadata: Metadata = { title: 'Try again in a moment' };

/** The page in place of a protected one while the server cannot tell if the visitor is signed in. */
export default function UnavailablePage() {
  return <ErrorPage />;
}
