import { z } from 'zod';
import { Flag } from '@/lib/edge/settings';
import { nameList } from '@/lib/server/settings/values';
import { LOGIN_FIELDS, REQUIRABLE_FIELDS, type Switches, USER_FIELDS } from '@/lib/shared/switches';

/** Djoser's switches, by Djoser's names where it has them. `docs/django.md` compares each. */
export const djoserShape = {
  LOGIN_FIELD: z
    .enum(LOGIN_FIELDS, { error: 'must be email or username' })
    .default('email')
    .describe('Djoser’s: the field by which users sign in; `username` makes a user name required'),
  USER_REQUIRED_FIELDS: nameList(REQUIRABLE_FIELDS)
    .prefault('first_name,last_name')
    .describe('What a sign-up must have besides address and password; `email` alone: nothing more'),
  USER_FIELDS: nameList(USER_FIELDS)
    .refine((names) => names.includes('id'), { error: 'must name id, which clients go by' })
    .prefault('first_name,last_name,id,email')
    .describe('A user in answers of the API, in this order; `username` is possible, too'),
  USER_CREATE_PASSWORD_RETYPE: Flag.default(true).describe(
    'Djoser’s: a sign-up has its password twice, in `re_password`',
  ),
  SET_PASSWORD_RETYPE: Flag.default(false).describe(
    'Djoser’s: a change of password has the new one twice, in `re_new_password`',
  ),
  PASSWORD_RESET_CONFIRM_RETYPE: Flag.default(true).describe(
    'Djoser’s: a new password with a link comes twice, in `re_new_password`',
  ),
  SET_USERNAME_RETYPE: Flag.default(false).describe(
    'Djoser’s: a change of what `LOGIN_FIELD` names has it twice, in `re_new_email` or `re_new_username`',
  ),
  USERNAME_RESET_CONFIRM_RETYPE: Flag.default(false).describe(
    'Djoser’s: the same for its change with a mailed link',
  ),
} as const;

const DjoserSettings = z.object(djoserShape);

/** Returns the switches that the browser may know, apart from all other settings. */
export function readSwitches(settings: z.output<typeof DjoserSettings>): Switches {
  return {
    loginField: settings.LOGIN_FIELD,
    requiredFields: settings.USER_REQUIRED_FIELDS,
    userFields: settings.USER_FIELDS,
    retypes: {
      signUp: settings.USER_CREATE_PASSWORD_RETYPE,
      setPassword: settings.SET_PASSWORD_RETYPE,
      resetPassword: settings.PASSWORD_RESET_CONFIRM_RETYPE,
      setLogin: settings.SET_USERNAME_RETYPE,
      resetLogin: settings.USERNAME_RESET_CONFIRM_RETYPE,
    },
  };
}
