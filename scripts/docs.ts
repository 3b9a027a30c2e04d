import { readFileSync, writeFileSync } from 'node:fs';
import { apiTable, openApiDocument, replaceBetweenMarkers, settingsTable } from './render-docs';

// Writes what is generated from the code: two tables of the README, and public/openapi.json.
let readme = readFileSync('README.md', 'utf8');
readme = replaceBetweenMarkers(readme, 'api', apiTable());
readme = replaceBetweenMarkers(readme, 'settings', settingsTable());
writeFileSync('README.md', readme);
writeFileSync('public/openapi.json', `${JSON.stringify(openApiDocument(), null, 2)}\n`);
