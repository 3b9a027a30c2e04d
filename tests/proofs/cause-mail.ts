import { post, type Served } from '@/scripts/serve';

/** The password of every person that the proofs sign up. */
export const PASSWORD = 'ho1dfast-and-true';

/** Returns the fields of a sign-up. */
export const signUpForm = (email: string) => ({
  first_name: 'Ada',
  last_name: 'Lovelace',
  email,
  password: PASSWORD,
  re_password: PASSWORD,
});

/** Signs a person up or asks for a new password; each queues one mail. True if acknowledged. */
export async function causeMail({ url }: Served, at: number, domain: string): Promise<boolean> {
  const email = `person${Math.floor(at / 2)}@${domain}`;
  const answer =
    at % 2 === 0
      ? await post(`${url}/api/users/`, signUpForm(email))
      : await post(`${url}/api/users/reset_password/`, { email });
  return answer?.ok ?? false;
}
