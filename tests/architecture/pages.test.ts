import { describe, expect, it } from 'vitest';
import { isLinkPath, pagePaths, routes, zoneOf } from '@/lib/shared/routes';
import { sourceFiles } from '@/tests/support/source-files';

/** `app/account/[id]/page.tsx` is the page `/account/[id]`. */
const pages = sourceFiles(/^app\/.*page\.tsx$/).map(({ path, text }) => ({
  url: `/${path.replace(/^app\//, '').replace(/\/?page\.tsx$/, '')}`,
  text,
}));

describe('pages', () => {
  it.each(pages.filter(({ url }) => zoneOf(url) === 'protected'))(
    '$url asks the database who is there, whatever the gate said',
    ({ text }) => {
      expect(text).toMatch(/await requireViewer\(/);
    },
  );

  it.each(pages.filter(({ url }) => zoneOf(url) !== 'protected'))(
    '$url, behind no gate, shows nothing that needs one',
    ({ text }) => {
      expect(text).not.toMatch(/requireViewer/);
    },
  );

  it('are not streamed: a loading.tsx would send status 200 before the database is asked', () => {
    expect(sourceFiles(/^app\/.*loading\.tsx$/)).toEqual([]);
  });

  it.each(Object.values(routes))(
    '%s exists, with or without the uid and token of a link',
    (route) => {
      const urls = sourceFiles(/^app\/.*page(?:\.dev)?\.tsx$/).map(
        ({ path }) => `/${path.replace(/^app\//, '').replace(/\/?page(?:\.dev)?\.tsx$/, '')}`,
      );
      const isThere = urls.includes(route) || urls.includes(`${route}/[uid]/[token]`);
      expect(isThere).toBe(true);
    },
  );

  it('are all known by their paths, so that no prefix of the API can take one', () => {
    const paths = pages.map(({ url }) => url.replaceAll('[', '{').replaceAll(']', '}'));
    expect(pagePaths(['{provider}'])).toEqual(expect.arrayContaining(paths));
  });

  it.each(pages.filter(({ url }) => url.endsWith('/[uid]/[token]')))(
    '$url, behind a link, is no page for search engines and tells no other site its address',
    ({ url, text }) => {
      expect(text).toContain('robots: { index: false }');
      expect(isLinkPath(url)).toBe(true);
    },
  );
});
