import { readFileSync } from 'node:fs';
import { cruise, type ICruiseResult, type IModule } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';

/** What each folder may import: our own folders, and packages by name. Nothing else is allowed. */
const ALLOWED: Record<string, { own: string[]; packages: string[] }> = {
  '^lib/shared/': { own: ['lib/shared/'], packages: ['zod'] },
  '^lib/edge/': { own: ['lib/edge/', 'lib/shared/'], packages: ['cookie', 'jose', 'zod'] },
  '^middleware\\.ts$': { own: ['lib/edge/', 'lib/shared/'], packages: ['next/server'] },
  '^db/': {
    own: ['db/', 'lib/shared/platform\\.ts', 'drizzle/[a-z]+/meta/_journal\\.json'],
    packages: ['@libsql/client', 'better-sqlite3', 'drizzle-orm', 'node:', 'pg'],
  },
  '^lib/server/(?!http/)': {
    own: ['lib/server/(?!http/)', 'lib/edge/', 'lib/shared/', 'db/'],
    packages: [
      '@aws-sdk/client-ses',
      '@node-rs/argon2',
      '@vercel/functions',
      '@zxcvbn-ts/language-common',
      'bcryptjs',
      'bowser',
      'escape-html',
      'ipaddr.js',
      'node:',
      'p-limit',
      'pino',
      'zod',
    ],
  },
  // Whoever else needs one of these asks for a profile instead.
  '^lib/server/social/': { own: [], packages: ['arctic', 'jose'] },
  '^lib/server/boot\\.ts$': {
    own: ['lib/server/http/(?:incoming|connections)\\.ts'],
    packages: [],
  },
  '^lib/server/http/viewer\\.ts$': {
    own: ['lib/server/', 'lib/edge/', 'lib/shared/'],
    packages: ['next/headers', 'next/navigation', 'react'],
  },
  // HTTP never queries the database: that is what use cases are for.
  '^lib/server/http/': {
    own: ['lib/server/', 'lib/edge/', 'lib/shared/'],
    packages: ['next/dist/server/app-render', 'node:', 'pino'],
  },
  '^lib/client/': {
    own: ['lib/client/', 'lib/shared/'],
    packages: ['@reduxjs/toolkit', 'react', 'react-redux'],
  },
  '^components/': {
    own: ['components/', 'lib/client/', 'lib/shared/'],
    packages: [
      '@headlessui/react',
      '@heroicons/react',
      'next/dynamic',
      'next/link',
      'next/navigation',
      'react',
      'react-redux',
      'react-toastify',
    ],
  },
  '^app/(?:api|\\.well-known)/.*route\\.ts$': {
    own: ['lib/server/', 'lib/shared/contracts/'],
    packages: [],
  },
  '^app/(?!api/|\\.well-known/)': {
    own: ['components/', 'lib/server/', 'lib/shared/', 'app/.*\\.css', 'app/error\\.tsx'],
    packages: ['@fontsource-variable/inter', 'next', 'next/link', 'react', 'react-toastify'],
  },
  '^instrumentation\\.ts$': { own: ['lib/server/boot\\.ts'], packages: [] },
};

const { output } = await cruise(
  ['app', 'components', 'lib', 'db', 'middleware.ts', 'instrumentation.ts'],
  {
    tsPreCompilationDeps: true,
    exclude: { path: '\\.test\\.tsx?$' },
    doNotFollow: { path: 'node_modules' },
  },
  { alias: { '@': process.cwd() } },
);
const { modules } = output as ICruiseResult;
const own = modules.filter(({ source }) => !/^(?:node:|node_modules|\.\.)/.test(source));

function isAllowed(from: string, to: IModule['dependencies'][number]): boolean {
  const isOwn = /^(?:\.|@\/)/.test(to.module);
  const module = to.dependencyTypes.includes('core') ? `node:${to.module}` : to.module;
  return Object.entries(ALLOWED)
    .filter(([folder]) => new RegExp(folder).test(from))
    .some(([, { own: folders, packages }]) =>
      isOwn
        ? folders.some((folder) => new RegExp(`^${folder}`).test(to.resolved))
        : packages.some((name) => module === name || module.startsWith(withSlash(name))),
    );
}

const withSlash = (name: string) => (name.endsWith(':') ? name : `${name}/`);

describe('imports', () => {
  it('cover the whole of the source', () => {
    expect(own.length).toBeGreaterThan(70);
    for (const { source } of own.filter(({ source }) => /\.tsx?$/.test(source))) {
      const rules = Object.keys(ALLOWED).filter((folder) => new RegExp(folder).test(source));
      expect(rules, `${source} has no rule`).not.toEqual([]);
    }
  });

  it('go only where the folder says that code may run', () => {
    const forbidden = own.flatMap(({ source, dependencies }) =>
      dependencies.filter((to) => !isAllowed(source, to)).map((to) => `${source} → ${to.module}`),
    );
    expect(forbidden).toEqual([]);
  });

  it('go in no circle', () => {
    const circles = own.flatMap(({ source, dependencies }) =>
      dependencies
        .filter(({ circular }) => circular)
        .map(({ resolved }) => `${source} → ${resolved}`),
    );
    expect(circles).toEqual([]);
  });
});

describe('a reader of app/api/jwt/create/route.ts', () => {
  it('reaches these files and lines by following what runs, what is loaded late included', () => {
    const byPath = new Map(own.map((module) => [module.source, module]));
    const reached = new Set<string>();
    const follow = (path: string) => {
      const module = byPath.get(path);
      if (!module || reached.has(path)) return;
      reached.add(path);
      for (const { resolved, dependencyTypes } of module.dependencies) {
        if (!dependencyTypes.includes('type-only')) follow(resolved);
      }
    };
    follow('app/api/jwt/create/route.ts');
    const code = [...reached].filter((path) => path.endsWith('.ts'));
    const lines = code.reduce(
      (sum, path) => sum + readFileSync(path, 'utf8').trimEnd().split('\n').length,
      0,
    );
    // For information: nothing is merged, split or loaded late to please a count.
    console.log(`A sign-in runs ${code.length} files, ${lines} lines.`);
    expect(code).toContain('lib/server/auth/log-in.ts');
  });
});
