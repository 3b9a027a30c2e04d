import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DOCUMENT_TABLES, replaceBetweenMarkers } from '@/scripts/render-docs';
import { trackedFiles } from '@/tests/support/source-files';

const read = (file: string) => readFileSync(file, 'utf8');
const lineCount = (file: string) => read(file).trimEnd().split('\n').length;

const documents = trackedFiles().filter((file) => file.endsWith('.md'));
const folderReadmes = documents.filter((file) => file.endsWith('/README.md'));

// If one of these fails: npm run docs
describe('documents made from the code are current', () => {
  const tables = Object.entries(DOCUMENT_TABLES).flatMap(([file, byName]) =>
    Object.entries(byName).map(([name, table]) => [file, name, table] as const),
  );

  it.each(tables)('%s: the table of %s', (file, name, table) => {
    expect(replaceBetweenMarkers(read(file), name, table())).toBe(read(file));
  });
});

describe('documents are as long as one reads', () => {
  it('the README has at most 150 lines', () => {
    expect(lineCount('README.md')).toBeLessThanOrEqual(150);
  });

  it.each(folderReadmes)('%s has at most 15 lines', (file) => {
    expect(lineCount(file)).toBeLessThanOrEqual(15);
  });
});

describe('the tree of the README', () => {
  const tree = readTree(read('README.md'));

  it('names folders that exist', () => {
    expect(tree.length).toBeGreaterThan(25);
    expect(tree.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('leaves out no room', () => {
    const rooms = trackedFiles().flatMap(
      (file) => /^(?:lib\/server\/\w|lib\/\w|db\/\w)[\w-]*\//.exec(file)?.[0] ?? [],
    );
    expect([...new Set(rooms)].filter((room) => !tree.includes(room))).toEqual([]);
  });

  it('names the rooms of the components in one line', () => {
    const [line = ''] = /^components\/ .*$/m.exec(read('README.md')) ?? [];
    const rooms = trackedFiles().flatMap((file) => /^components\/([\w-]+)\//.exec(file)?.[1] ?? []);
    expect([...new Set(rooms)].filter((room) => !line.includes(room))).toEqual([]);
  });
});

describe('decisions', () => {
  const parts = read('lib/DECISIONS.md').split(/^(?=## )/m);
  const records = parts
    .slice(1)
    .flatMap((part) => part.split(/^### /m).slice(1))
    .map((text) => text.split('\n'))
    .map(([title = '', ...lines]) => [title, lines.find(Boolean) ?? ''] as const);

  it('are at most thirty, each under a heading', () => {
    expect(records.length).toBeGreaterThan(0);
    expect(records.length).toBeLessThanOrEqual(30);
    expect(parts[0]).not.toMatch(/^###/m);
  });

  it.each(records)('%s: has a date and the files that it rules', (_, facts) => {
    expect(facts).toMatch(/^20\d\d-[01]\d-[0-3]\d · `[^`]+`(?:, `[^`]+`)*$/);
    const files = [...facts.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });
});

describe.each(documents)('%s', (file) => {
  const text = read(file);

  it('names only files and folders that exist', () => {
    expect(namedPaths(text).filter((path) => !existsSync(path))).toEqual([]);
    const names = namedFiles(text);
    expect(names.filter((name) => ![name, join(dirname(file), name)].some(existsSync))).toEqual([]);
  });

  it('names only commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const named = [...text.matchAll(/npm run (?:-s )?([a-z][\w:-]*)/g)].map(([, name]) => name);
    expect(named.filter((name) => !(String(name) in scripts))).toEqual([]);
  });

  it('links only to what is there', () => {
    const links = [...text.matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)/g)];
    const dead = links.filter(([, target, anchor]) => {
      const to = target ? join(dirname(file), target) : file;
      return !existsSync(to) || (anchor && !anchorsOf(read(to)).includes(anchor));
    });
    expect(dead.map(([link]) => link)).toEqual([]);
  });
});

/** The folders of the README's tree, whose levels are two spaces apart, as paths. */
function readTree(readme: string): string[] {
  const [, block = ''] = /```text\n([\s\S]*?)```/.exec(readme) ?? [];
  const above: string[] = [];
  return block.split('\n').flatMap((line) => {
    const [, indent = '', name] = /^( *)([\w./-]+\/)(?: |$)/.exec(line) ?? [];
    if (!name) return [];
    const level = indent.length / 2;
    above.splice(level, above.length, name);
    return [above.join('')];
  });
}

/** Paths below the project's folders; of one with a placeholder (`<slug>`, `*`), the folder before it. */
function namedPaths(text: string): string[] {
  const paths = text.matchAll(
    /(?<![\w/.:@-])((?:app|components|db|docs|drizzle|lib|public|scripts|tests)\/[\w./[\]-]*)([<*{]?)/g,
  );
  return [...paths].map(([, path = '', isCut]) =>
    isCut ? path.slice(0, path.lastIndexOf('/') + 1) : path.replace(/[.\]]+$/, ''),
  );
}

/** Files in backticks: named from the root, or from the document's own folder. */
function namedFiles(text: string): string[] {
  const names = text.matchAll(/`(\.?[\w-][\w./-]*\.(?:[mc]?tsx?|mjs|json|md|sh|example))`/g);
  return [...names].map(([, name = '']) => name);
}

/** The anchors that a document's headings have, as GitHub makes them. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}
