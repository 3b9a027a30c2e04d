'use client';

import { type ReactNode, useEffect, useRef } from 'react';

interface NewsHeadingProps {
  level: 'h1' | 'h2';
  /** Id of the words under it. */
  describedBy: string;
  className: string;
  children: ReactNode;
}

/**
 * A heading over words that came in place of what had the focus. It takes the focus over: nobody is
 * sent back to the top of the page, and screen readers say it with the words under it.
 */
export function NewsHeading({ level: Level, describedBy, className, children }: NewsHeadingProps) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => ref.current?.focus(), []);
  return (
    <Level
      ref={ref}
      tabIndex={-1}
      aria-describedby={describedBy}
      className={`${className} outline-none`}
    >
      {children}
    </Level>
  );
}
