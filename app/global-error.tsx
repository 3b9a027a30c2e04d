'use client';

import ErrorPage from '@/app/error';
import './globals.css';

/** The page for a failure of the root layout itself. */
export default function GlobalError() {
  return (
    <html lang="en">
      <body>
        <main>
          <ErrorPage />
        </main>
      </body>
    </html>
  );
}
