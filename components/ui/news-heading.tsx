'use client';

import { type ReactNode, useEffect, useRef } from 'react';

interface NewsHeadingProps {
  level: 'h1' | 'h2';
  /** The id of the text below it. */
  describedBy: string;
  className: string;
  children: ReactNode;
}

/**
 * A heading over a text that replaces the element with the focus. It takes the focus over, so that
 * the user is not sent back to the top of the page, and screen readers read it with the text.
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
