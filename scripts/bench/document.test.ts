import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DOCUMENT_FILE, PLOT_FILE, renderDocument } from '@/scripts/bench/document';
import type { Figure } from '@/scripts/bench/measure/figures';
import { readOptions } from '@/scripts/bench/options';
import { renderPlot } from '@/scripts/bench/plot';
import { mergeResults, parseResults, type Results, readResults } from '@/scripts/bench/results';

const figure: Figure = {
  name: 'users/me / a <bare> handler',
  value: 0.7,
  unit: '×',
  wanted: { atLeast: 0.75 },
  raw: [{ of: 'users/me', unit: 'requests/s', samples: [1, 3, 2] }],
};
const taken = { date: '2026-11-28', commit: 'abc1234', isQuick: false, skipped: [] };
const results: Results = {
  machine: { Processor: 'Z80' },
  sections: { path: { ...taken, figures: [figure], skipped: ['Django: not installed\nstack'] } },
};
const text = readFileSync(DOCUMENT_FILE, 'utf8');

it('the document and its plot are those of the results beside them', () => {
  const current = readResults();
  if (!current) throw new Error('There are no results: npm run bench -- --write');
  expect(renderDocument(text, current)).toBe(text);
  expect(renderPlot(current)).toBe(readFileSync(PLOT_FILE, 'utf8'));
});

describe('the document', () => {
  const rendered = renderDocument(text, results);

  it('has every figure, also one that falls short, and what was left out in one line', () => {
    expect(rendered).toContain('| Processor | Z80 |');
    expect(rendered).toContain('Measured on 2026-11-28 at abc1234.');
    expect(rendered).toMatch(/0\.700 × \| +\| ≥ 0\.75 \| no \| users\/me: 2\.00 requests\/s/);
    expect(rendered).toContain('Left out: Django: not installed\n');
    expect(rendered).not.toContain('stack');
  });

  it('says of the other sections that they are not measured', () => {
    expect(rendered.match(/Not measured yet\./g)).toHaveLength(8);
  });
});

describe('the plot', () => {
  const plot = renderPlot(results);

  it('says in words what it shows, for those who see no picture', () => {
    const [, said] = /<desc id="description">([^<]*)<\/desc>/.exec(plot) ?? [];
    expect(said).toContain('users/me / a &lt;bare&gt; handler 0.700 × (≥ 0.75), not met;');
    expect(said).toContain('users/me 2.00 requests/s;');
  });

  it('can be read on light and on dark ground', () => {
    expect(plot).toContain('prefers-color-scheme: dark');
    expect(plot).not.toContain('<bare>');
  });

  it('leaves out bounds of zero and figures that are no number', () => {
    const none = { ...figure, name: 'no number', value: Number.NaN };
    const lost = { ...figure, name: 'lost', wanted: { atMost: 0 } };
    const path = { ...taken, figures: [none, lost] };
    const drawn = renderPlot({ ...results, sections: { path } });
    expect(drawn).not.toMatch(/>no number<|>lost<|NaN|Infinity/);
  });
});

describe('results', () => {
  it('survive being printed, numbers that are none included', () => {
    const path = { ...taken, figures: [{ ...figure, value: Number.NaN }] };
    const printed = JSON.stringify({ ...results, sections: { path } });
    expect(parseResults(printed)).toEqual({ ...results, sections: { path } });
  });

  it('take the place of those of the same section, and of all of another machine', () => {
    const newer = { ...results, sections: { log: { ...taken, figures: [figure] } } };
    expect(Object.keys(mergeResults(results, newer).sections)).toEqual(['path', 'log']);
    const elsewhere = { ...newer, machine: { Processor: '6502' } };
    expect(Object.keys(mergeResults(results, elsewhere).sections)).toEqual(['log']);
    expect(mergeResults(null, newer)).toEqual(newer);
  });

  it('of a section that the document does not have are refused', () => {
    expect(() => parseResults('{"sections":{"colour":{"figures":[]}}}')).toThrow();
  });
});

describe('the command line', () => {
  it('names groups, or none', () => {
    expect(readOptions(['--only', 'log,path']).groups).toEqual(['log', 'path']);
    expect(readOptions(['--only', 'none', '--write'])).toMatchObject({
      groups: [],
      isWritten: true,
    });
    expect(readOptions([]).groups).toContain('sign-in');
  });

  it('is told what it may be if it is wrong', () => {
    expect(() => readOptions(['--only', 'speed'])).toThrow(/no group speed[\s\S]*--only a,b/);
    expect(() => readOptions(['--fast'])).toThrow(/--fast[\s\S]*--quick/);
  });
});
