import * as z from 'zod/mini';
import type { Fields } from '@/lib/shared/fields';

/** A JSON schema (dialect 2020-12). */
export type Schema = Readonly<Record<string, unknown>>;

/** The JSON schema of a value as it is on the wire. */
export function schemaOf(shape: z.ZodMiniType): Schema {
  const { $schema, ...schema } = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' });
  return schema;
}

/** One field of a query or a body, as it is on the wire. */
interface FieldSchema {
  name: string;
  schema: Schema;
  isRequired: boolean;
}

/** The JSON schemas of fields, one by one. */
export function schemasOf(fields: Fields): FieldSchema[] {
  return Object.entries(fields).map(([name, field]) => {
    const { required = [] } = schemaOf(z.object({ [name]: field })) as { required?: string[] };
    return { name, schema: schemaOf(field), isRequired: required.includes(name) };
  });
}
