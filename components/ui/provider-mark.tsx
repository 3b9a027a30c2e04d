import { KeyIcon } from '@heroicons/react/24/outline';
import type { ReactNode } from 'react';
import type { NamedProvider } from '@/lib/shared/providers';

/** Shapes in one colour on 24 × 24: a hole in one of them shows the button behind it. */
const SHAPES: Readonly<Record<NamedProvider, ReactNode>> = {
  google: (
    <path
      d="M18.3 6.4A8.4 8.4 0 1 0 20.4 12h-8"
      fill="none"
      stroke="currentColor"
      strokeWidth="3.4"
    />
  ),
  apple: (
    <path d="M15.9 2c.1 1.4-.4 2.6-1.2 3.5-.8.9-2 1.5-3.2 1.4-.1-1.3.5-2.6 1.2-3.4.9-.9 2.1-1.5 3.2-1.5zM19.9 17.1c-.6 1.3-.9 1.9-1.6 3-1 1.5-2.2 1.9-3.5 1.3-1.5-.7-2.9-.7-4.4 0-1.4.6-2.5.2-3.5-1.2-2.7-3.9-3.4-8.5-1.6-11.3 1.3-2 3.3-2.6 5-1.9 1.4.6 2.5.6 3.9 0 1.7-.8 3.8-.3 5 1.4-3 1.7-2.6 6.7.7 8.7z" />
  ),
  microsoft: (
    <path d="M3 3h8.4v8.4H3zM12.6 3H21v8.4h-8.4zM3 12.6h8.4V21H3zM12.6 12.6H21V21h-8.4z" />
  ),
  facebook: (
    <path d="M22 12a10 10 0 1 0-11.6 9.9v-7H7.9V12h2.5V9.8c0-2.5 1.5-3.9 3.8-3.9.8 0 1.6.1 2.3.2v2.5h-1.3c-1.3 0-1.6.8-1.6 1.6V12h2.8l-.5 2.9h-2.3v7A10 10 0 0 0 22 12z" />
  ),
  github: (
    <path
      fillRule="evenodd"
      d="M12 1.8a10.2 10.2 0 1 1 0 20.4 10.2 10.2 0 0 1 0-20.4zM9.3 21.3h5.4v-2.9c0-1-.3-1.6-.7-2 2.6-.3 4.2-1.5 4.2-4.6 0-1.2-.4-2.2-1.1-2.9.2-.8.2-1.9-.2-2.8-1.1 0-2.2.7-2.9 1.2a9.6 9.6 0 0 0-4 0c-.7-.5-1.8-1.2-2.9-1.2-.4.9-.4 2-.2 2.8-.7.7-1.1 1.7-1.1 2.9 0 3.1 1.6 4.3 4.2 4.6-.3.3-.5.7-.6 1.2-.9.4-2.1.300-2.8-1-.4-.7-1-1-1.6-1 .9.5 1 1.3 1.4 2.1.5 1 1.5 1.3 2.9 1.1z"
    />
  ),
  gitlab: (
    <path d="m12 21.5-9.6-7a1 1 0 0 1-.4-1.1L5.2 3c.1-.4.7-.4.8 0l2.3 6.7h7.4L18 3c.1-.4.7-.4.8 0L22 13.4a1 1 0 0 1-.4 1.1z" />
  ),
  linkedin: (
    <path
      fillRule="evenodd"
      d="M4.5 2.5h15a2 2 0 0 1 2 2v15a2 2 0 0 1-2 2h-15a2 2 0 0 1-2-2v-15a2 2 0 0 1 2-2zM5.5 9.8h2.8v8.7H5.5zM6.9 5.4a1.650 1.650 0 1 0 0 3.3 1.650 1.650 0 0 0 0-3.3zM10.2 9.8h2.7V11c.5-.9 1.5-1.4 2.6-1.4 2.3 0 3.2 1.4 3.2 3.8v5.1h-2.8v-4.6c0-1.2-.4-1.9-1.4-1.9-1.1 0-1.5.8-1.5 1.9v4.6h-2.8z"
    />
  ),
  discord: (
    <path
      fillRule="evenodd"
      d="M8.7 4.5c-1.5.2-2.9.700-4 1.3C2.5 9.2 1.7 12.9 2 16.9c1.5 1.2 3.1 2 4.9 2.5l1.1-1.8c2.6.6 5.4.6 8 0l1.1 1.8c1.8-.5 3.4-1.3 4.9-2.5.4-4.4-.7-8-2.7-11.1-1.1-.6-2.5-1.1-4-1.3l-.7 1.4a15 15 0 0 0-5.2 0zM8.6 10.2a1.9 2.1 0 1 0 0 4.2 1.9 2.1 0 0 0 0-4.2zM15.4 10.2a1.9 2.1 0 1 0 0 4.2 1.9 2.1 0 0 0 0-4.2z"
    />
  ),
};

/** The logo of a provider, or a key for one without a logo here; decoration beside its name. */
export function ProviderMark({ slug }: { slug: string }) {
  const shapes: Readonly<Record<string, ReactNode>> = SHAPES;
  if (!Object.hasOwn(shapes, slug))
    return <KeyIcon aria-hidden="true" className="size-5 shrink-0" />;
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" className="size-5 shrink-0" fill="currentColor">
      {shapes[slug]}
    </svg>
  );
}
