import { describe, expect, it } from 'vitest';
import { cleanName, Email, Name, NewUsername, Username } from '@/lib/shared/account-fields';
import { fieldErrorsBody, fieldMessage } from '@/lib/shared/api-error';
import { Password, parseFields, Text } from '@/lib/shared/fields';

const errorsOf = (field: typeof Name, value: unknown) =>
  fieldErrorsBody(parseFields({ field }, value === undefined ? {} : { field: value }).errors)
    .field ?? [];

describe('every field', () => {
  it.each([
    ['missing', undefined, 'This field is required.'],
    ['null', null, 'This field may not be null.'],
    ['empty', '', 'This field may not be blank.'],
    ['a boolean', true, 'Not a valid string.'],
    ['a list', ['x'], 'Not a valid string.'],
    ['an object', {}, 'Not a valid string.'],
  ])('says what is wrong with a value that is %s', (_, value, message) => {
    for (const field of [Name, Email, Password, Text]) {
      expect(errorsOf(field, value)).toEqual([message]);
    }
  });

  it('takes a number for its digits', () => {
    expect(Name.parse(42)).toBe('42');
    expect(Name.parse(1.5)).toBe('1.5');
  });

  it('refuses a number that has lost digits on its way', () => {
    expect(errorsOf(Password, 12345678901234567890n)).toEqual(['Not a valid string.']);
    expect(errorsOf(Password, JSON.parse('12345678901234567890'))).toEqual(['Not a valid string.']);
  });

  it('ignores what an object inherits', () => {
    expect(parseFields({ constructor: Name }, {}).errors).toEqual({
      constructor: [fieldMessage.required],
    });
  });
});

describe('Name', () => {
  it('is trimmed and blank if nothing is left', () => {
    expect(Name.parse('  Ada ')).toBe('Ada');
    expect(errorsOf(Name, ' \t ')).toEqual(['This field may not be blank.']);
  });

  it('counts characters, not code units', () => {
    expect(errorsOf(Name, '😀'.repeat(255))).toEqual([]);
    expect(errorsOf(Name, 'a'.repeat(256))).toEqual([
      'Ensure this field has no more than 255 characters.',
    ]);
  });

  it('refuses NUL and half of a surrogate pair', () => {
    expect(errorsOf(Name, 'a\0b')).toEqual(['Null characters are not allowed.']);
    expect(errorsOf(Name, 'a\0\nb')).toEqual(['Null characters are not allowed.']);
    expect(errorsOf(Name, 'a\ud800')).toEqual(['Surrogate characters are not allowed: U+D800.']);
  });
});

describe('control characters', () => {
  const controls = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).filter(
    (character) => /[^\0\P{Cc}]/u.test(character),
  );

  it('are refused within a name, every one', () => {
    expect(controls).toHaveLength(64);
    for (const control of controls) {
      expect(errorsOf(Name, `A${control}da`)).toEqual(['Control characters are not allowed.']);
    }
    expect(errorsOf(Name, `\u001b${'a'.repeat(255)}`)).toEqual([
      'Ensure this field has no more than 255 characters.',
      'Control characters are not allowed.',
    ]);
  });

  it('are trimmed off a name where they are space, and left to other fields', () => {
    expect(Name.parse('\t\nAda\r\n')).toBe('Ada');
    expect(Password.parse('a\tb\u001b')).toBe('a\tb\u001b');
    expect(Text.parse('a\nb')).toBe('a\nb');
  });

  it('are in no name that was cleaned', () => {
    const cleaned = controls.map((control) => cleanName(`A${control}da`));
    expect(new Set(cleaned)).toEqual(new Set(['A da']));
    expect(cleanName('\u202e\u061cAda\ud800 \0')).toBe('Ada');
    expect(cleanName('\u001b\n')).toBe('');
    expect(cleanName(undefined)).toBe('');
  });
});

describe('Email', () => {
  it('parses to the canonical address', () => {
    expect(Email.parse(' Bob@X.io ')).toBe('bob@x.io');
  });

  it('reports every broken rule, in the order of DRF', () => {
    expect(errorsOf(Email, `${'a'.repeat(300)}\0`)).toEqual([
      'Ensure this field has no more than 255 characters.',
      'Null characters are not allowed.',
      'Enter a valid email address.',
    ]);
  });
});

describe('Password', () => {
  it('is kept exactly as typed', () => {
    expect(Password.parse('  spaces  ')).toBe('  spaces  ');
    expect(Password.parse('   ')).toBe('   ');
  });
});

describe('Username', () => {
  it.each([undefined, null, '', ' '])('may be left out as %j', (value) => {
    expect(Username.parse(value)).toBeUndefined();
  });

  it('is kept as typed, without an @', () => {
    expect(Username.parse('Ada.L')).toBe('Ada.L');
    expect(Username.safeParse('ada@x.io').error?.issues[0]?.message).toMatch(
      /^Enter a valid username/,
    );
  });
});

describe('NewUsername', () => {
  it('tells taking a name away from leaving it alone', () => {
    for (const value of [null, '', ' ']) expect(NewUsername.parse(value)).toBeNull();
    expect(NewUsername.parse(undefined)).toBeUndefined();
    expect(NewUsername.parse('Ada.L')).toBe('Ada.L');
    expect(NewUsername.safeParse('a@b').success).toBe(false);
  });
});
