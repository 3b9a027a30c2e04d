import type { ReactNode } from 'react';

interface MessagePageProps {
  title: string;
  text: string;
  /** What the visitor can do now. */
  children: ReactNode;
}

/** A page that only says something: not found, failed. */
export function MessagePage({ title, text, children }: MessagePageProps) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-4 py-24 text-center">
      <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
      <p className="mt-3 text-pretty text-muted">{text}</p>
      <div className="mt-8 flex flex-wrap justify-center gap-3">{children}</div>
    </div>
  );
}
