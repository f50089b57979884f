/**
 * A printer that lays every copy into a folder as a numbered file, for the sandbox and for tests. Each copy appears whole or not at
 * all, and a record closes the job: copies without their record are paper that came out before a power cut.
 */
import { copyFile, mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { papers } from '@parley/contract/api/printing.ts';
import type { PaperState, Printer, PrintWork } from './printer.port.ts';

export function createFolderPrinter({ folder }: { readonly folder: string }): Printer {
  const record = (key: string): string => join(folder, `${key}.json`);

  async function look(key: string): Promise<PaperState> {
    await mkdir(folder, { recursive: true });
    const names = await readdir(folder);
    if (names.includes(`${key}.json`)) return { is: 'done' };
    const copies = names.filter((name) => name.endsWith(`.${key}.pdf`)).length;
    // A half-written copy lies under another name and is not paper.
    return copies === 0 ? { is: 'unsent' } : { is: 'stopped', detail: `${copies} copies lie in the folder, the rest do not.` };
  }

  return {
    async see() {
      await mkdir(folder, { recursive: true });
      return { state: 'ready', color: true, duplex: true, papers };
    },
    open: async (work) => Promise.resolve(work.key),
    async send(key, work) {
      await mkdir(folder, { recursive: true });
      for (let copy = 1; copy <= work.ticket.copies; copy += 1) await layDown(folder, key, work.file);
      await writeRecord(record(key), work);
    },
    look: (key) => look(key),
    recall: (key) => look(key),
  };
}

async function layDown(folder: string, key: string, file: string): Promise<void> {
  const under = join(folder, `.${key}.part`);
  await copyFile(file, under);
  await flush(under);
  await rename(under, join(folder, `${String(await nextNumber(folder)).padStart(6, '0')}.${key}.pdf`));
}

async function nextNumber(folder: string): Promise<number> {
  const numbers = (await readdir(folder)).map((name) => Number(/^(\d{6,})\..*\.pdf$/.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers) + 1;
}

async function writeRecord(path: string, { key, title, ticket, file }: PrintWork): Promise<void> {
  const bytes = (await readFile(file)).length;
  const under = `${path}.part`;
  const handle = await open(under, 'w');
  try {
    await handle.writeFile(`${JSON.stringify({ key, title, ticket, bytes }, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(under, path);
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
