import * as z from 'zod/mini';
import { fieldMessage } from './api-error';
import { textField } from './fields';
import { canonicalEmail, canonicalUsername, strip } from './identifiers';

/** A first or last name, trimmed, 1 to 255 characters. */
export const Name = textField({ max: 255 });

/** An e-mail address, at most 255 characters; parses to its one canonical form. */
export const Email = textField(
  { max: 255, format: { of: canonicalEmail, message: fieldMessage.email } },
  { format: 'email' },
);

const PresentUsername = textField({
  max: 150,
  format: { of: (text) => canonicalUsername(text) && text, message: fieldMessage.username },
});

const noneIfBlank = z.transform((value: unknown): unknown =>
  typeof value === 'string' && strip(value) === '' ? undefined : (value ?? undefined),
);

/** An optional user name, at most 150 characters, kept as typed; blank and null mean none. */
export const Username = z.optional(z.pipe(noneIfBlank, z.optional(PresentUsername)));

/** A user name to change to: blank and null take it away (null), left out it stays (undefined). */
export const NewUsername = z.optional(
  z.pipe(
    z.transform((value: unknown): unknown =>
      typeof value === 'string' && strip(value) === '' ? null : value,
    ),
    z.nullable(PresentUsername),
  ),
);
