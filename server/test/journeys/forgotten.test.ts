/** A person who asked to be forgotten: before, they leave with all that is kept of them; afterwards it is nowhere, in no table and no file. */
import { readdirSync, readFileSync } from 'node:fs';
import { dayMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textAt } from '../builders/merchant.ts';
import { openShopper } from '../builders/shopper.ts';
import { openTown, type Town } from '../builders/town.ts';
import { liveWholeLife, marks, type WholeLife } from '../builders/whole-life.ts';

let town: Town;
let life: WholeLife;
beforeAll(async () => {
  town = await openTown({ seed: 5 });
  life = await liveWholeLife(town);
  const other = openShopper(town.standIns, life.merchant.phoneNumberId, { name: 'Ravi', phone: '919844400011' });
  other.say('this is Petronella');
  await life.settle();
}, 120_000);
afterAll(() => town.close());

/** What stays, and why. */
const kept: readonly { readonly place: RegExp; readonly because: string }[] = [
  { place: /^documents\.content$/, because: 'invoices and credit notes name who was billed, and the law keeps them' },
];

interface Finding {
  /** `table.column`, or the path of a file. */
  readonly place: string;
  readonly mark: string;
}

function findingsIn(place: string, text: string): readonly Finding[] {
  return Object.values(marks)
    .filter((mark) => text.toLowerCase().includes(mark.toLowerCase()))
    .map((mark) => ({ place, mark }));
}

/** Every column of every table of the database, bytes as the text they hold. */
async function inTables(): Promise<readonly Finding[]> {
  return town.database.asOwner(async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
    );
    expect(tables.length).toBeGreaterThan(70);
    const found = new Map<string, Finding>();
    for (const { name } of tables) {
      const { rows } = await client.query<Record<string, unknown>>(`select * from "${name}"`);
      for (const row of rows)
        for (const [column, value] of Object.entries(row))
          for (const each of findingsIn(`${name}.${column}`, textOf(value))) found.set(`${each.place} ${each.mark}`, each);
    }
    return [...found.values()];
  });
}

function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return decodedForm(Buffer.from(value).toString('latin1'));
  return typeof value === 'string' ? value : JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each));
}

/** Twilio's bodies are forms. */
function decodedForm(text: string): string {
  try {
    return `${text} ${decodeURIComponent(text.replaceAll('+', ' '))}`;
  } catch {
    return text;
  }
}

function inFiles(): readonly Finding[] {
  const root = `${town.dataDir}/files`;
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return files.flatMap((file) => {
    const path = `${file.parentPath}/${file.name}`;
    return [...findingsIn(path, path), ...findingsIn(path, readFileSync(path).toString('latin1'))];
  });
}

describe('a customer with something in every room', () => {
  test('leaves with all that is kept of them', async () => {
    const answer = await life.must('POST', `/contacts/${life.customerId}/export`, {}, { 'idempotency-key': 'take-along-1' });
    const text = JSON.stringify(answer);
    const places = [
      `my secret is ${marks.words}`,
      `${marks.words} by Twilio`,
      `Dear ${marks.name}, ${marks.words}`,
      `likes ${marks.words}`,
      `said ${marks.words}`,
      `${marks.words} again`,
      `Flat 7, ${marks.street}`,
      `ring for ${marks.words}`,
      `${marks.words} was in it`,
      `Bring it to us, ${marks.name}`,
      `${marks.words} thesis.pdf`,
      marks.phone,
    ];
    expect(places.filter((place) => !text.includes(place))).toEqual([]);
    // Everything that erasing would take is somewhere in it, or is a raw form of what is.
    expect((await inTables()).length).toBeGreaterThan(15);
    expect(inFiles().length).toBeGreaterThan(1);
  });

  test('is found nowhere once they are erased, but where the law keeps them', async () => {
    await life.must('POST', `/contacts/${life.customerId}/erase`, {}, await life.code());
    expect(textAt(await life.must('GET', `/contacts/${life.customerId}`), 'data.id')).toBe(life.customerId);
    // Of links that end and messages that are read services tell days later.
    for (let days = 0; days < 4; days += 1) {
      await life.settle();
      await town.pass(dayMs);
    }
    await life.settle();
    const left = [...(await inTables()), ...inFiles()].filter(({ place }) => !kept.some((each) => each.place.test(place)));
    expect(left).toEqual([]);
  });

  test('was not alone: what another person wrote is still there', async () => {
    const others = await town.database.asOwner(
      async (client) =>
        (await client.query<{ content: unknown }>(`select content from inbound_messages where content::text like '%Petronella%'`)).rows,
    );
    expect(others).toHaveLength(1);
    const raw = await town.database.asOwner(
      async (client) => (await client.query(`select 1 from webhook_events where position('Petronella'::bytea in body) > 0`)).rows,
    );
    expect(raw.length).toBeGreaterThan(0);
  });
});
