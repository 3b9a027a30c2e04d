import Link from 'next/link';
import { buttonClass } from '@/components/ui/button';
import { MessagePage } from '@/components/ui/message-page';
import { routes } from '@/lib/shared/routes';

/** Says that the address of a link went to another account before the link was used. */
export function AddressTaken({ email }: { email: string }) {
  return (
    <MessagePage
      title="This address is taken"
      text={`There is another account with ${email} by now, so yours keeps its present address. To change it, choose another one.`}
      isNews
    >
      <Link href={routes.account} className={buttonClass()}>
        Choose another address
      </Link>
      <Link href={routes.home} className={buttonClass('quiet')}>
        Go to the front page
      </Link>
    </MessagePage>
  );
}
