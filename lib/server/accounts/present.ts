import type { User } from '@/db/tables/schema';
import type { UserItem } from '@/lib/shared/contracts/users';

/** The user as the API and the pages show one. */
export function presentUser(user: User): UserItem {
  return {
    first_name: user.firstName,
    last_name: user.lastName,
    id: user.id,
    email: user.email,
  };
}
