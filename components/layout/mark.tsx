/** The app's logo: a gate that stands ajar. */
export function Mark({ className }: { className: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" className={className} fill="none">
      <path
        d="M5 28V14a11 11 0 0 1 22 0v14"
        stroke="currentColor"
        strokeWidth="3"
        strokeLinecap="round"
      />
      <path d="M11 28V15.5a5 5 0 0 1 5-5v17.5z" fill="currentColor" />
    </svg>
  );
}
