import * as z from 'zod';
import recorded from '@/tests/support/djoser/answers.json';

/**
 * Requests to Djoser, and what a running one answered: Djoser 2.3, Django REST Framework 3.14 and
 * simplejwt 5.2, with Django's own user model and every setting at its default but for those named.
 * `tests/proofs/django/record_djoser.py` records them again. Of tokens, `…` is kept.
 */
const Journeys = z.array(
  z.object({
    name: z.string(),
    /** The settings of this app beside those that say what Djoser's defaults say. */
    settings: z.record(z.string(), z.string()),
    steps: z.array(
      z.object({
        /** Method, and path below the prefix. */
        sends: z.string(),
        body: z.record(z.string(), z.unknown()).optional(),
        /** The caller: the user that signed in last, or one with a forged token. */
        as: z.enum(['user', 'forger']).optional(),
        status: z.number(),
        text: z.string(),
        authenticate: z.string().optional(),
        /** The link of the mail that was sent then. */
        link: z.string().optional(),
      }),
    ),
  }),
);

export type Step = z.infer<typeof Journeys>[number]['steps'][number];

export const journeys = Journeys.parse(recorded.journeys);

/** Every switch as Djoser has it by default, with Django's own user model. */
export const DJOSER_DEFAULTS = {
  API_PATH_PREFIXES: '/auth',
  AUTH_HEADER_TYPES: 'JWT',
  LOGIN_FIELD: 'username',
  USER_REQUIRED_FIELDS: 'email',
  USER_FIELDS: 'email,id,username',
  USER_CREATE_PASSWORD_RETYPE: 'false',
  SET_PASSWORD_RETYPE: 'false',
  PASSWORD_RESET_CONFIRM_RETYPE: 'false',
  SET_USERNAME_RETYPE: 'false',
  USERNAME_RESET_CONFIRM_RETYPE: 'false',
  FRONTEND_URL: 'http://localhost:3000',
  ACTIVATION_URL: 'activate/{uid}/{token}',
  PASSWORD_RESET_CONFIRM_URL: '#/password/reset/confirm/{uid}/{token}',
  USERNAME_RESET_CONFIRM_URL: '#/username/reset/confirm/{uid}/{token}',
} as const;
