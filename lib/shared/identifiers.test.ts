import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalEmail,
  canonicalUsername,
  formerUsername,
  strip,
  stripUnseen,
} from '@/lib/shared/identifiers';

describe('canonicalEmail', () => {
  it.each([
    [' Bob@Example.COM ', 'bob@example.com'],
    ["o'hara+news@mail.example.co.uk", "o'hara+news@mail.example.co.uk"],
    ['dev@localhost', 'dev@localhost'],
    ['kim@bücher.example', 'kim@xn--bcher-kva.example'],
  ])('gives %j one form', (input, canonical) => {
    expect(canonicalEmail(input)).toBe(canonical);
  });

  it.each([
    ['nothing before the @', '@x.io'],
    ['nothing after it', 'bob@'],
    ['no @', 'bob.x.io'],
    ['a quoted local part', '"a@evil"@x.io'],
    ['a list', 'a@x.io,b@y.io'],
    ['a header', 'a@x.io\r\nBcc: b@y.io'],
    ['a NUL', 'a@x.io\0'],
    ['a space', 'a b@x.io'],
    ['a full-width @', 'a＠x.io'],
    ['a small @', 'a﹫x.io'],
    ['a zero-width space', 'a\u200b@x.io'],
    ['a right-to-left override', 'a\u202e@x.io'],
    ['a mark that domain names lose', 'a@ex\u034fample.com'],
    ['a variation selector', 'a@b\ufe0fücher.example'],
    ['a mark of direction around it, as a provider may say', '\u200ea@x.io'],
    ['a dotless i', 'mıke@x.io'],
    ['a dotted capital I', 'MİKE@x.io'],
    ['a Kelvin sign', 'mi\u212ae@x.io'],
    ['a long s', 'ſam@x.io'],
    ['an IP literal', 'a@[127.0.0.1]'],
    ['an IP address', 'a@127.0.0.11'],
    ['a last label that starts with a hyphen', 'a@x.-a'],
    ['a domain without a dot', 'a@intranet'],
    ['a port', 'a@x.io:25'],
    ['a local part of 65 characters', `${'a'.repeat(65)}@x.io`],
    ['a URL in the domain', 'a@ü/../x.io'],
  ])('refuses %s', (_, input) => {
    expect(canonicalEmail(input)).toBeNull();
  });

  it('is its own canonical form, whatever comes in', () => {
    const address = fc.tuple(fc.string({ unit: 'binary' }), fc.domain()).map((p) => p.join('@'));
    fc.assert(
      fc.property(fc.oneof(address, fc.emailAddress(), fc.string()), (text) => {
        const canonical = canonicalEmail(text);
        if (canonical !== null) expect(canonicalEmail(canonical)).toBe(canonical);
      }),
      { numRuns: 20_000 },
    );
  });

  it.each([
    ['labels', 'a.'],
    ['ideographs that decompose', '\ufa1b'],
    ['combining marks out of order', '\u0315\u0300'],
    ['international letters', 'ü'],
    ['spaces', ' '],
  ])('answers 100 kB of %s in no time', (_, text) => {
    const start = performance.now();
    const long = text.repeat(100_000 / text.length);
    expect(canonicalEmail(`${long}@${long}`)).toBeNull();
    expect(canonicalEmail(`a@x.io${long}.`)).toBeNull();
    expect(canonicalUsername(`a${long}b`)).toBeNull();
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('strip', () => {
  it('takes off what Python takes off, and no byte order mark', () => {
    expect(strip('\x1c\x85\u3000 a b\t\n\xa0')).toBe('a b');
    expect(strip('\ufeffa')).toBe('\ufeffa');
    expect(strip(' \t ')).toBe('');
  });
});

describe('stripUnseen', () => {
  it('takes off space and what is not seen, in any order, and leaves what is within', () => {
    expect(stripUnseen('\u2066 \ufeffa\u200bb c\u00ad\n\u{e0041}\u2069')).toBe('a\u200bb c');
    expect(stripUnseen('\u200b \u200e')).toBe('');
    expect(stripUnseen('👩\u200d👧')).toBe('👩\u200d👧');
  });

  it('changes no text twice, and none that is seen at both ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(stripUnseen(stripUnseen(text))).toBe(stripUnseen(text));
        expect(stripUnseen(`a${text}z`)).toBe(`a${text}z`);
      }),
    );
  });
});

describe('canonicalUsername', () => {
  it('makes one of all letter cases and compatibility forms', () => {
    expect(canonicalUsername('Åda.L-1_+')).toBe('åda.l-1_+');
    expect(canonicalUsername('ａｄａ')).toBe('ada');
  });

  it.each(['a b', 'a@b', '', '<b>', 'a\u200b', 'ad\u3164min', 'admin\u115f'])(
    'refuses %j',
    (input) => {
      expect(canonicalUsername(input)).toBeNull();
    },
  );

  it.each([
    ['İbrahim', 'ibrahim'],
    ['Işık', 'işik'],
    ['yıldız', 'yildiz'],
    ['Straße', 'strasse'],
    ['Νίκος.Α', 'νίκοσ.α'],
    ['ﬁnn', 'finn'],
    ['\u212aelvin', 'kelvin'],
    ['Łukasz-Đỗ', 'łukasz-đỗ'],
    ['Юлия', 'юлия'],
  ])('gives %j one form in any letter case, typed composed or not', (name, canonical) => {
    const spellings = [name, canonical, name.toUpperCase(), name.toLowerCase()];
    const turkish = ['tr', 'az', 'lt'].flatMap((locale) => [
      name.toLocaleUpperCase(locale),
      name.toLocaleLowerCase(locale),
    ]);
    for (const spelling of [...spellings, ...turkish]) {
      expect(canonicalUsername(spelling), spelling).toBe(canonical);
      expect(canonicalUsername(spelling.normalize('NFD')), spelling).toBe(canonical);
    }
  });

  it('is its own canonical form, whatever comes in', () => {
    const letters = fc.constantFrom(...'iIİıßẞςΣσKſﬁáÁỗ.-1', 'i\u0307', 'I\u0307\u0301', 'j\u030c');
    const unit = fc.oneof(letters, fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }));
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
        const canonical = canonicalUsername(text);
        if (canonical === null) return;
        expect(canonicalUsername(canonical)).toBe(canonical);
        expect(formerUsername(canonical)).toBeUndefined();
      }),
      { numRuns: 20_000 },
    );
  });

  it('has a former form where an earlier version had another', () => {
    expect(formerUsername('Straße')).toBe('straße');
    expect(formerUsername('Νίκος')).toBe('νίκος');
    for (const name of ['STRASSE', 'Ada', 'İbrahim', 'no name', '']) {
      expect(formerUsername(name)).toBeUndefined();
    }
  });
});
