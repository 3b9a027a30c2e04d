import { cruise, type ICruiseResult } from 'dependency-cruiser';
import type { Import } from '@/tests/architecture/import-checks';

const ROOTS = ['app', 'components', 'db', 'lib', 'scripts', 'middleware.ts', 'instrumentation.ts'];

const { output } = await cruise(
  ROOTS,
  {
    tsPreCompilationDeps: true,
    exclude: { path: '\\.test\\.tsx?$' },
    doNotFollow: { path: 'node_modules|^tests/' },
  },
  { alias: { '@': process.cwd() } },
);

const modules = (output as ICruiseResult).modules.filter(({ source }) =>
  ROOTS.some((root) => source === root || source.startsWith(`${root}/`)),
);

/** Every file of the product and of tools, tests left out. */
export const productFiles = modules
  .map(({ source }) => source)
  .filter((source) => /\.(?:tsx?|mjs)$/.test(source));

/** All imports of those files, of files of ours and of packages; types and late ones too. */
export const imports: readonly (Import & { isType: boolean; isLate: boolean })[] = modules.flatMap(
  ({ source: from, dependencies }) =>
    dependencies.map(({ module, resolved, dependencyTypes, dynamic }) => {
      const isOwn = /^(?:\.|@\/)/.test(module);
      const name = dependencyTypes.includes('core')
        ? `node:${module.replace('node:', '')}`
        : module;
      const isType = dependencyTypes.includes('type-only');
      return { from, to: isOwn ? resolved : name, isOwn, isType, isLate: dynamic };
    }),
);
