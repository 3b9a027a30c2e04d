import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './db/tables/postgres-tables.ts',
  out: './drizzle/postgres',
});
