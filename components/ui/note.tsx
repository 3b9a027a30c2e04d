import { useId } from 'react';
import { NewsHeading } from '@/components/ui/news-heading';

/** A note above a form, about the event that led to it. */
export function Note({ title, text }: { title: string; text: string }) {
  const id = useId();
  return (
    <div className="mb-6 rounded-lg border border-line bg-canvas px-4 py-3 text-sm">
      <NewsHeading level="h2" describedBy={id} className="font-medium">
        {title}
      </NewsHeading>
      <p id={id} className="mt-1 text-pretty wrap-anywhere text-muted">
        {text}
      </p>
    </div>
  );
}
