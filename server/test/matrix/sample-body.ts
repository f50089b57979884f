/** A body that fits a JSON Schema of /openapi.json, filled with ids and words of a given shop, so that a call gets past the door. */

export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly format?: string;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly $ref?: string;
}

/** Field name → value for this field, where the shop knows one. */
export type Words = (field: string) => unknown;

/** @param optional also the fields that may be left out, where the shop knows a value. */
export function sampleOf(schema: Schema, words: Words, field = '', optional = true): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = (schema.anyOf ?? schema.oneOf)?.[0];
  if (choice) return sampleOf(choice, words, field, optional);
  const type = [schema.type].flat()[0];
  if (type === 'object' || schema.properties) {
    const required = new Set(schema.required);
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).flatMap(([name, of]) =>
        required.has(name) || (optional && words(name) !== undefined) ? [[name, sampleOf(of, words, name, optional)]] : [],
      ),
    );
  }
  if (type === 'array') return schema.items ? [sampleOf(schema.items, words, field, optional)] : [];
  const known = words(field);
  if (known !== undefined) return known;
  if (type === 'integer' || type === 'number') return Math.max(1, schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1);
  if (type === 'boolean') return true;
  if (schema.format === 'date-time') return '2026-11-20T09:00:00Z';
  if (schema.format === 'date') return '2026-11-20';
  if (schema.format === 'email') return 'somebody@example.com';
  return /\\d/.test(schema.pattern ?? '') ? '1' : 'sample'.padEnd(schema.minLength ?? 0, 'e');
}
