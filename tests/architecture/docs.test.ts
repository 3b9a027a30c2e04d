import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  apiTable,
  openApiDocument,
  replaceBetweenMarkers,
  settingsTable,
} from '@/scripts/render-docs';

const readme = readFileSync('README.md', 'utf8');

// If one of these fails: npm run docs
describe('documents made from the code are current', () => {
  it('the README’s table of endpoints', () => {
    expect(replaceBetweenMarkers(readme, 'api', apiTable())).toBe(readme);
  });

  it('the README’s table of settings', () => {
    expect(replaceBetweenMarkers(readme, 'settings', settingsTable())).toBe(readme);
  });

  it('the OpenAPI document', () => {
    const document = JSON.parse(readFileSync('public/openapi.json', 'utf8'));
    expect(document).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
  });
});
