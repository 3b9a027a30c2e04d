import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openApiDocument, README_TABLES, replaceBetweenMarkers } from '@/scripts/render-docs';

const readme = readFileSync('README.md', 'utf8');

// If one of these fails: npm run docs
describe('documents made from the code are current', () => {
  it.each(Object.entries(README_TABLES))('the README’s table of %s', (name, table) => {
    expect(replaceBetweenMarkers(readme, name, table())).toBe(readme);
  });

  it('the OpenAPI document', () => {
    const document = JSON.parse(readFileSync('public/openapi.json', 'utf8'));
    expect(document).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
  });
});
