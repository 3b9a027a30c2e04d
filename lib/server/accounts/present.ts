import type { User } from '@/db/tables/schema';
import type { UserItem } from '@/lib/shared/contracts/users';

/** The user as pages know one; answers of the API show of it what USER_FIELDS names. */
export function presentUser(user: User): UserItem & { username: string | null } {
  return {
    first_name: user.firstName,
    last_name: user.lastName,
    id: user.id,
    email: user.email,
    username: user.username,
  };
}
