import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: './db/dialects/sqlite-tables.ts',
  out: './drizzle/sqlite',
});
