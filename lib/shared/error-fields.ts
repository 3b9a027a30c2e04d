import {
  type InnerList,
  type Item,
  isInnerList,
  type Parameters,
  parseDictionary,
  serializeDictionary,
  Token,
} from 'structured-headers';
import type { FieldErrors } from '@/lib/shared/api-error';
import { type FieldProblem, isFieldErrorCode } from '@/lib/shared/error-codes';

/** The problem of a field, without the sentence. */
type FieldCode = Pick<FieldProblem, 'code' | 'params'>;

/**
 * Writes the value of `X-Error-Fields`: a dictionary (RFC 9651) of the body's fields, each with one
 * code or a list of codes in the order of the body's sentences, as in
 * `email=taken, password=(password_too_short;min=8 password_numeric)`.
 */
export function writeFieldCodes(errors: FieldErrors): string {
  const members = Object.entries(errors).map(([field, problems]): [string, Item | InnerList] => {
    const items = problems.map(toItem);
    const [first] = items;
    return [field, first && items.length === 1 ? first : [items, new Map()]];
  });
  return serializeDictionary(new Map(members));
}

/** Reads the codes in a value of `X-Error-Fields`; none if it cannot be read, or is not there. */
export function readFieldCodes(header: string | null): Readonly<Record<string, FieldCode[]>> {
  try {
    const members = [...parseDictionary(header ?? '')].map(([field, member]) => {
      const items = isInnerList(member) ? member[0] : [member];
      return [field, items.map(toCode)] as const;
    });
    return Object.fromEntries(members);
  } catch {
    return {};
  }
}

function toItem({ code, params = {} }: FieldCode): Item {
  return [new Token(code), new Map(Object.entries(params))];
}

/**
 * Reads one code; a code that this version does not know, of a newer server perhaps, is `invalid`.
 */
function toCode([item, params]: Item): FieldCode {
  const code = String(item);
  return isFieldErrorCode(code) ? { code, params: plain(params) } : { code: 'invalid' };
}

function plain(params: Parameters): NonNullable<FieldCode['params']> {
  const entries = [...params].map(([name, value]) => [
    name,
    typeof value === 'number' ? value : String(value),
  ]);
  return Object.fromEntries(entries);
}
