/** Runs measures on databases: all of them for main.ts, or one file alone. */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { type BenchDatabaseKind, openBenchDatabase } from './databases.ts';
import type { Measure } from './measure.ts';
import { printTable, type Row, writeResults } from './report.ts';

const kinds: readonly BenchDatabaseKind[] = ['embedded', 'postgres'];

/** Reads `--only=name[,name]`, `--database=embedded|postgres`, `--seconds=n`, `--repeat=n` (the best of n by figure is kept). */
export async function runMeasures(measures: readonly Measure[]): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      database: { type: 'string' },
      seconds: { type: 'string', default: '8' },
      repeat: { type: 'string', default: '1' },
    },
  });
  const only = values.only?.split(',');
  const chosen = measures.filter((measure) => only === undefined || only.includes(measure.name));
  if (chosen.length === 0) throw new Error(`no such measure; there are: ${measures.map((measure) => measure.name).join(', ')}`);
  const rows: Row[] = [];
  for (const kind of kinds.filter((each) => values.database === undefined || each === values.database)) {
    const database = await openBenchDatabase(kind);
    try {
      for (const measure of chosen)
        rows.push(...(await bestOf(Number(values.repeat), measure, { database, seconds: Number(values.seconds) })));
    } finally {
      await database.close();
    }
  }
  process.stdout.write('\n');
  printTable(rows);
  process.stdout.write(`\nWritten to ${writeResults(rows)}\n`);
  process.exit(0);
}

async function bestOf(times: number, measure: Measure, options: Parameters<Measure['run']>[0]): Promise<readonly Row[]> {
  const best = new Map<string, Row>();
  for (let time = 0; time < times; time += 1) {
    const loadBefore = loadavg()[0] ?? 0;
    process.stderr.write(`${measure.name} on ${options.database.kind} …\n`);
    for (const reading of await measure.run(options)) {
      const row: Row = { ...reading, measure: measure.name, database: options.database.kind, loadBefore };
      process.stderr.write(
        `  ${reading.what}: ${reading.figure.toFixed(1)}${reading.unit}${reading.p99 === undefined ? '' : ` p50 ${reading.p50?.toFixed(1)} p99 ${reading.p99.toFixed(1)}`}${reading.note === undefined ? '' : ` (${reading.note})`}\n`,
      );
      const before = best.get(reading.what);
      if (before === undefined || isBetter(row, before)) best.set(reading.what, row);
    }
  }
  return [...best.values()];
}

/** Seconds, kilobytes and megabytes are better small, rates large. */
function isBetter(row: Row, before: Row): boolean {
  return row.unit.endsWith('/s') ? row.figure > before.figure : row.figure < before.figure;
}
