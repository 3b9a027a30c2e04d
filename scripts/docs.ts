import { readFileSync, writeFileSync } from 'node:fs';
import { DOCUMENT_TABLES, replaceBetweenMarkers } from '@/scripts/render-docs';

// Writes what is generated from the code: tables of the documents.
for (const [file, tables] of Object.entries(DOCUMENT_TABLES)) {
  let text = readFileSync(file, 'utf8');
  for (const [name, table] of Object.entries(tables)) {
    text = replaceBetweenMarkers(text, name, table());
  }
  writeFileSync(file, text);
}
