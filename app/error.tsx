'use client';

import { Button, buttonClass } from '@/components/ui/button';
import { MessagePage } from '@/components/ui/message-page';
import { routes } from '@/lib/shared/routes';

export default function ErrorPage() {
  return (
    <MessagePage
      title="Something went wrong"
      text="It is our fault, not yours, and nothing is lost. Try again in a moment."
    >
      <Button onClick={() => window.location.reload()}>Try again</Button>
      <a href={routes.home} className={buttonClass('quiet')}>
        Go to the front page
      </a>
    </MessagePage>
  );
}
