import { readFileSync, writeFileSync } from 'node:fs';
import { openApiDocument, README_TABLES, replaceBetweenMarkers } from '@/scripts/render-docs';

// Writes what is generated from the code: tables of the README, and public/openapi.json.
let readme = readFileSync('README.md', 'utf8');
for (const [name, table] of Object.entries(README_TABLES)) {
  readme = replaceBetweenMarkers(readme, name, table());
}
writeFileSync('README.md', readme);
writeFileSync('public/openapi.json', `${JSON.stringify(openApiDocument(), null, 2)}\n`);
