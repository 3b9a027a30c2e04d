'use client';

import ErrorPage from '@/app/error';
import './globals.css';

/** Shown when even the frame of the pages fails. */
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
