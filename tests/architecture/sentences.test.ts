import { describe, expect, it } from 'vitest';
import { findComparedSentences } from '@/tests/architecture/compared-sentences';
import { sourceFiles } from '@/tests/support/source-files';

/** Pages, and what they run in the browser. */
const pages = sourceFiles(/^(?:components\/|lib\/client\/|app\/(?!api\/|\.well-known\/))/);

/** Catalogues of what the API says. */
const CATALOGUE =
  /\b(?:fieldMessage|detailMessage|socialMessage|BREACHES)\b|shared\/social-messages/;

describe('pages', () => {
  it('know no sentence of the API', () => {
    expect(pages.length).toBeGreaterThan(80);
    const knowing = pages.filter(({ text }) => CATALOGUE.test(text));
    expect(knowing.map(({ path }) => path)).toEqual([]);
  });

  it('compare no sentence, look for none in another, and take none apart', () => {
    const places = pages.flatMap(({ path, text }) =>
      findComparedSentences(text).map((place) => `${path}: ${place}`),
    );
    expect(places).toEqual([]);
  });
});

describe('a page would be found that', () => {
  it.each([
    ['compares a sentence', "if (failure.message === 'Not found.') end();"],
    ['compares another by its name', 'const isTaken = message !== TAKEN;'],
    ['switches on sentences', "switch (why) { case 'Token has wrong type': end(); }"],
    ['switches on what is one', 'switch (failure.message) { case TAKEN: end(); }'],
    ['looks for one among others', 'OBSTACLES.includes(message);'],
    ['looks for a literal', "errors.includes('This field is required.');"],
    ['looks at how one begins', "words.startsWith('Authentication failed: ');"],
    ['reads a number out of one', '/throttled. Expected available in (\\d+)/.exec(detail);'],
    ['reads an address out of one', "const email = /\\S+@\\S+$/.exec(failure.message ?? '');"],
    ['cuts one', 'const why = message.slice(FAILED.length);'],
    ['replaces one', "text.replace(/^Ensure this field has no more/, 'Too long');"],
    ['keeps words under one', "const words = { 'Not a valid string.': 'Type it again.' };"],
    ['finds words by one', 'const said = words[message];'],
  ])('%s', (_, code) => {
    expect(findComparedSentences(code)).not.toEqual([]);
  });

  it.each([
    ['switches on a code', "if (failure.code === 'link_not_valid') end('It is too old.');"],
    ['asks whether there is one', 'if (message === null) return; show(message);'],
    ['has words of its own', "const TEXTS = { last_way_in: 'Set a password first.' };"],
  ])('and not one that %s', (_, code) => {
    expect(findComparedSentences(code)).toEqual([]);
  });
});
