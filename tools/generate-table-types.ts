/** Writes server/src/foundation/db/tables.gen.ts from the migrated database; `--check` fails when the file differs. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate } from '../server/src/foundation/db/migrate.ts';
import { openEmbedded } from '../server/src/foundation/db/open-embedded.ts';

const TARGET = fileURLToPath(new URL('../server/src/foundation/db/tables.gen.ts', import.meta.url));

const TYPES: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  citext: 'string',
  bpchar: 'string',
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  int8: 'bigint',
  numeric: 'string',
  date: 'string',
  timestamptz: 'Date',
  jsonb: 'Json',
  bytea: 'Buffer',
  _text: 'string[]',
};

interface Column {
  table_name: string;
  column_name: string;
  udt_name: string;
  is_nullable: 'YES' | 'NO';
  column_default: string | null;
  is_identity: 'YES' | 'NO';
}

const folder = mkdtempSync(join(tmpdir(), 'parley-types-'));
const database = await openEmbedded(folder, 'the type generator');
await migrate(database);
const columns = await database.asOwner(async (client) => {
  const { rows } = await client.query<Column>(
    `select table_name, column_name, udt_name, is_nullable, column_default, is_identity from information_schema.columns
     where table_schema = 'public' order by table_name, ordinal_position`,
  );
  return rows;
});
await database.close();
rmSync(folder, { recursive: true, force: true });

const text = render(columns);
if (process.argv.includes('--check')) {
  if (readFileSync(TARGET, 'utf8') !== text) {
    process.stderr.write('tables.gen.ts differs from the migrations: run `npm run generate`\n');
    process.exitCode = 1;
  }
} else writeFileSync(TARGET, text);

function render(all: Column[]): string {
  const tables = Map.groupBy(all, (column) => column.table_name);
  const lines = [
    '/** Made by tools/generate-table-types.ts from server/migrations. Do not edit. */',
    "import type { ColumnType, Generated, GeneratedAlways } from 'kysely';",
    '',
    '/** jsonb: read as parsed values (check them with a schema), written as JSON text. */',
    'export type Json = ColumnType<unknown, string, string>;',
    '',
  ];
  for (const [table, own] of tables) {
    lines.push(`export interface ${pascal(table)}Table {`);
    for (const column of own) lines.push(`  ${column.column_name}: ${typeOf(column)};`);
    lines.push('}', '');
  }
  lines.push('export interface Tables {');
  for (const table of tables.keys()) lines.push(`  ${table}: ${pascal(table)}Table;`);
  lines.push('}', '');
  return lines.join('\n');
}

function typeOf(column: Column): string {
  const base = TYPES[column.udt_name];
  if (!base) throw new Error(`no type for ${column.table_name}.${column.column_name} (${column.udt_name})`);
  const nullable = column.is_nullable === 'YES';
  if (column.is_identity === 'YES') return `GeneratedAlways<${base}>`;
  if (base === 'Json') {
    if (nullable) return 'ColumnType<unknown, string | null | undefined, string | null>';
    return column.column_default === null ? 'Json' : 'ColumnType<unknown, string | undefined, string>';
  }
  const type = nullable ? `${base} | null` : base;
  return column.column_default === null ? type : `Generated<${type}>`;
}

function pascal(name: string): string {
  return name
    .split('_')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}
