'use client';

import { useCallback, useEffect, useRef } from 'react';

/**
 * A mail as its reader would see it, at its full height for this width. The frame has our origin,
 * so that it can be measured; scripts and forms stay forbidden.
 */
export function MailFrame({ title, html }: { title: string; html: string }) {
  const ref = useRef<HTMLIFrameElement>(null);
  const adjust = useCallback(() => {
    const frame = ref.current;
    const body = frame?.contentDocument?.body;
    if (frame && body) frame.style.height = `${body.scrollHeight}px`;
  }, []);

  useEffect(() => {
    // The mail may have loaded before this effect ran.
    adjust();
    window.addEventListener('resize', adjust);
    return () => window.removeEventListener('resize', adjust);
  }, [adjust]);

  return (
    <iframe
      ref={ref}
      title={title}
      srcDoc={html.replace('<head>', '<head><base target="_top">')}
      sandbox="allow-same-origin allow-top-navigation-by-user-activation"
      onLoad={adjust}
      className="h-[36rem] w-full bg-white"
    />
  );
}
