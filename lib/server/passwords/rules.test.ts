import { describe, expect, it } from 'vitest';
import { type PasswordOwner, passwordProblems } from '@/lib/server/passwords/rules';

const owner: PasswordOwner = {
  email: 'bob.marley@example.com',
  'first name': 'Robert',
  'last name': 'Marley-Świątek',
  username: undefined,
};
const problems = (password: string, changes: Partial<PasswordOwner> = {}) =>
  passwordProblems(password, { ...owner, ...changes }).map(({ text }) => text);

describe('passwordProblems', () => {
  it.each(['correct horse', 'ho1dfast!', '😀'.repeat(8), ' '.repeat(8), `${'x'.repeat(1023)}y`])(
    'has nothing against %j',
    (password) => {
      expect(problems(password)).toEqual([]);
    },
  );

  it('reports all rules that are broken, in the order of Django', () => {
    expect(problems('123')).toEqual([
      'This password is too short. It must contain at least 8 characters.',
      'This password is too common.',
      'This password is entirely numeric.',
    ]);
  });

  it('counts characters, not bytes', () => {
    expect(problems('😀'.repeat(7))).toEqual([
      'This password is too short. It must contain at least 8 characters.',
    ]);
    expect(problems('ä-'.repeat(513))).toEqual([
      'This password is too long. It must contain at most 1024 characters.',
    ]);
  });

  it.each(['password', 'PassWord1', ' iloveyou ', 'trustno1', 'qwerty123', 'bigpimpin1'])(
    'knows that %j is common',
    (password) => {
      expect(problems(password)).toContain('This password is too common.');
    },
  );

  it('knows the one common password with a space in it, and takes no part of it for one', () => {
    expect(problems('z k.lovemom')).toContain('This password is too common.');
    expect(problems('k.lovemom')).toEqual([]);
  });

  it.each(['٧٨٩٠١٢٣٤', '²³¹⁴⁵⁶⁷⁸', '①②③④⑤⑥⑦⑧'])('knows that %j is digits alone', (password) => {
    expect(problems(password)).toEqual(['This password is entirely numeric.']);
  });

  it('lets fractions pass, as Django does', () => {
    expect(problems('½¼¾½¼¾½¼')).toEqual([]);
  });

  // Verdicts of Django 3.2's UserAttributeSimilarityValidator on the same pairs.
  it.each([
    ['bob.marley@example.com', 'email'],
    ['marleybob', 'email'],
    ['example.com1', 'email'],
    ['treborrobert', undefined],
    ['rob3rt11', 'first name'],
    ['świątek-x', 'last name'],
    ['bobmarleybobmarleybob', undefined],
  ])('says of %j that it is too similar to the %s', (password, attribute) => {
    expect(problems(password)[0]).toBe(
      attribute ? `The password is too similar to the ${attribute}.` : undefined,
    );
  });

  it('names everything that it resembles, the e-mail address first', () => {
    expect(problems('robertt-', { email: 'robert@x.io', username: 'robert' })).toEqual([
      'The password is too similar to the email.',
      'The password is too similar to the first name.',
      'The password is too similar to the username.',
    ]);
  });

  it('answers for 64 kB in no time', () => {
    const start = performance.now();
    problems('x'.repeat(65_536));
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
