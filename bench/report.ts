/** The table on the screen and the file beside it. Says what the machine was doing besides, since figures of a busy machine are lower. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { BenchDatabaseKind } from './databases.ts';
import type { Reading } from './measure.ts';

export interface Row extends Reading {
  readonly measure: string;
  readonly database: BenchDatabaseKind;
  /** One-minute load of the machine when the measure began. */
  readonly loadBefore: number;
}

const round = (value: number | undefined): string =>
  value === undefined ? '' : value >= 100 ? String(Math.round(value)) : value.toFixed(1);

export function printTable(rows: readonly Row[]): void {
  const heads = ['measure', 'database', 'figure', 'p50 ms', 'p99 ms', 'wanted', 'ok', 'load', 'note'];
  const cells = rows.map((row) => [
    row.what,
    row.database,
    `${round(row.figure)}${row.unit}`,
    round(row.p50),
    round(row.p99),
    row.wanted ?? '',
    row.ok === undefined ? '' : row.ok ? 'yes' : 'NO',
    row.loadBefore.toFixed(1),
    row.note ?? '',
  ]);
  const widths = heads.map((head, column) => Math.max(head.length, ...cells.map((line) => line[column]?.length ?? 0)));
  const print = (line: readonly string[]): void => {
    process.stdout.write(
      `${line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
  };
  print(heads);
  print(widths.map((width) => '-'.repeat(width)));
  for (const line of cells) print(line);
}

/** @returns the path of what was written. */
export function writeResults(rows: readonly Row[]): string {
  const now = new Date().toISOString();
  const folder = fileURLToPath(new URL('results/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const path = `${folder}${now.slice(0, 19).replace(/:/g, '-')}.json`;
  const machine = {
    processors: cpus().length,
    model: cpus()[0]?.model ?? '',
    memoryMb: Math.round(totalmem() / 1024 / 1024),
    node: process.version,
  };
  writeFileSync(path, `${JSON.stringify({ at: now, machine, load: loadavg()[0], rows }, undefined, 2)}\n`);
  return path;
}
