import { describe, expect, it } from 'vitest';
import { findCycles, type Import, isAllowed, ruleOf } from '@/tests/architecture/import-checks';
import { imports, productFiles } from '@/tests/architecture/product-imports';
import { sourceFiles } from '@/tests/support/source-files';

/** The folder of a file, as deep as it lies. */
const folderOf = (file: string) => file.split('/').slice(0, -1).join('/') || '.';

describe('imports', () => {
  it('are ruled for every file of product code and of tools', () => {
    expect(productFiles.length).toBeGreaterThan(300);
    const tracked = sourceFiles(/^(?:app|components|db|lib|scripts)\/|^(?:middleware|instrum)/);
    expect(tracked.map(({ path }) => path).filter((path) => !productFiles.includes(path))).toEqual(
      [],
    );
    expect(productFiles.filter((file) => !ruleOf(file))).toEqual([]);
  });

  it('go only where the table says', () => {
    const forbidden = imports.filter((one) => !isAllowed(one));
    expect(forbidden.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it('go in no circle, between files or between folders, types included', () => {
    expect(findCycles(imports, (file) => file)).toEqual([]);
    expect(findCycles(imports, folderOf)).toEqual([]);
  });

  it('have one style: from the root, with `@/`', () => {
    const relative = sourceFiles(/^(?!next\.config)/).flatMap(({ path, text }) =>
      [...text.matchAll(/(?:^import|from|mock\()\s*\(?'(\.[^']*)'/gm)]
        .map(([, to]) => `${path} → ${to}`)
        .filter((line) => !line.endsWith('.css')),
    );
    expect(relative).toEqual([]);
  });
});

describe('the rules turn away', () => {
  const broken: Record<string, Import> = {
    'the server in the browser': own('components/ui/button.tsx', 'lib/server/settings/settings.ts'),
    'the database in HTTP': own('lib/server/http/endpoint.ts', 'db/repositories/users.ts'),
    'Node.js on the edge': { from: 'lib/edge/gate.ts', to: 'node:crypto', isOwn: false },
    'a room above': own('lib/server/sessions/refresh.ts', 'lib/server/sign-in/sign-in.ts'),
    'tests in the product': own('lib/cli/doctor.ts', 'tests/support/people.ts'),
    'tests in tools': own('scripts/bench.ts', 'tests/proofs/load.ts'),
    'tools in the product': own('lib/cli/doctor.ts', 'scripts/serve.ts'),
    'arctic outside lib/server/oauth': {
      from: 'lib/server/identities/start.ts',
      to: 'arctic',
      isOwn: false,
    },
    'another page’s folder': own('components/account/account.tsx', 'components/sign-in/x.tsx'),
    'a folder without a rule': own('lib/helpers/date.ts', 'lib/shared/fields.ts'),
  };

  it.each(Object.entries(broken))('%s', (_, one) => {
    expect(isAllowed(one)).toBe(false);
  });

  it('a circle of files, and one of folders that no file closes by itself', () => {
    const files = [own('a/one.ts', 'b/one.ts'), own('b/one.ts', 'a/one.ts')];
    expect(findCycles(files, (file) => file)).not.toEqual([]);
    const folders = [own('a/one.ts', 'b/one.ts'), own('b/two.ts', 'a/two.ts')];
    expect(findCycles(folders, (file) => file)).toEqual([]);
    expect(findCycles(folders, folderOf)).not.toEqual([]);
  });
});

function own(from: string, to: string): Import {
  return { from, to, isOwn: true };
}
