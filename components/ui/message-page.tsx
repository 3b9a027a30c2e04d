import { type ReactNode, useId } from 'react';
import { NewsHeading } from '@/components/ui/news-heading';

interface MessagePageProps {
  title: string;
  text: string;
  /** True if it replaces a form that the visitor was using, and is no page of its own. */
  isNews?: boolean | undefined;
  /** The links and buttons for the next step. */
  children: ReactNode;
}

/** A page with a message alone: not found, failed, done. */
export function MessagePage({ title, text, isNews = false, children }: MessagePageProps) {
  const id = useId();
  const heading = 'text-2xl font-semibold tracking-tight text-balance';
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-4 py-24 text-center">
      {isNews ? (
        <NewsHeading level="h1" describedBy={id} className={heading}>
          {title}
        </NewsHeading>
      ) : (
        <h1 className={heading}>{title}</h1>
      )}
      <p id={id} className="mt-3 text-pretty wrap-anywhere text-muted">
        {text}
      </p>
      <div className="mt-8 flex flex-wrap justify-center gap-3">{children}</div>
    </div>
  );
}
