import * as z from 'zod/mini';
import { fieldMessage } from '@/lib/shared/api-error';
import { textField } from '@/lib/shared/fields';
import { canonicalEmail, canonicalUsername, strip, stripUnseen } from '@/lib/shared/identifiers';

/** The longest first or last name, in characters. */
const MAX_NAME = 255;

/** The part of a foreign name that is read, in characters: enough to cut a name from it. */
const MAX_READ = 2000;

/** A first or last name, trimmed, 1 to 255 characters, none of them a control character. */
export const Name = textField({ max: MAX_NAME, isOneLine: true });

/** A name that may be blank, where none is required. */
export const NameOrBlank = textField({ max: MAX_NAME, isOneLine: true, mayBeBlank: true });

/**
 * A name from another system in a form that `Name` takes, or blank: without control characters,
 * invisible marks of direction and halves of characters, trimmed, cut to 255 characters.
 */
export function cleanName(name: string | null | undefined): string {
  const text = (name ?? '').slice(0, MAX_READ).replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  const visible = text.replace(/[\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
  return strip([...strip(visible)].slice(0, MAX_NAME).join(''));
}

/** An e-mail address, at most 255 characters; parses to its one canonical form. */
export const Email = textField(
  { max: 255, trim: stripUnseen, format: { of: canonicalEmail, problem: fieldMessage.email } },
  { format: 'email' },
);

/** The address or the user name of a sign-in, of any length and form. */
export const Identifier = textField({ trim: stripUnseen });

/** A user name in a form that `isOne` knows, at most 150 characters, kept as typed. */
function usernameField(isOne: (text: string) => string | null) {
  const format = { of: (text: string) => isOne(text) && text, problem: fieldMessage.username };
  return textField({ max: 150, trim: stripUnseen, format });
}

/** A user name, at most 150 characters, kept as typed. */
export const PresentUsername = usernameField(canonicalUsername);

/** The user name of a sign-up, or an address: `checkNewAccount` takes the account's own alone. */
export const PresentSignUpUsername = usernameField(
  (text) => canonicalUsername(text) ?? canonicalEmail(text),
);

const noneIfBlank = z.transform((value: unknown): unknown =>
  typeof value === 'string' && stripUnseen(value) === '' ? undefined : (value ?? undefined),
);

/** An optional user name, at most 150 characters, kept as typed; blank and null mean none. */
export const Username = z.optional(z.pipe(noneIfBlank, z.optional(PresentUsername)));

/** The same for a sign-up. */
export const SignUpUsername = z.optional(z.pipe(noneIfBlank, z.optional(PresentSignUpUsername)));

/** A user name to change to: blank and null take it away (null), left out it stays (undefined). */
export const NewUsername = z.optional(
  z.pipe(
    z.transform((value: unknown): unknown =>
      typeof value === 'string' && stripUnseen(value) === '' ? null : value,
    ),
    z.nullable(PresentUsername),
  ),
);
