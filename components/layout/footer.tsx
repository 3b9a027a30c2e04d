/** The bottom of every page. */
export function Footer({ siteName }: { siteName: string }) {
  return (
    <footer className="border-t border-line">
      <p className="mx-auto max-w-5xl px-4 py-6 text-sm text-muted sm:px-6">
        {siteName} keeps your sign-in in cookies that no script can read.
      </p>
    </footer>
  );
}
