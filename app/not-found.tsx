import Link from 'next/link';
import { buttonClass } from '@/components/ui/button';
import { MessagePage } from '@/components/ui/message-page';
import { routes } from '@/lib/shared/routes';

export const metadata = { title: 'Page not found' };

export default function NotFound() {
  return (
    <MessagePage title="There is nothing here" text="The page may have moved, or never existed.">
      <Link href={routes.home} className={buttonClass()}>
        Go to the front page
      </Link>
    </MessagePage>
  );
}
