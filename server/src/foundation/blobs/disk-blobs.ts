/** Blobs as files in a folder: written beside and renamed, so that nobody ever reads half a file. */
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Blobs, checkedKey } from './blobs.ts';

const UNKNOWN_TYPE = 'application/octet-stream';

/** @param folder absolute; made when it is missing. */
export function createDiskBlobs(folder: string): Blobs {
  const fileOf = (key: string) => join(folder, 'files', checkedKey(key));
  const typeOf = (key: string) => join(folder, 'types', checkedKey(key));
  const mimeTypeOf = async (key: string) => (await unlessMissing(readFile(typeOf(key), 'utf8'))) ?? UNKNOWN_TYPE;
  return {
    async put(key, bytes, mimeType) {
      await writeWhole(folder, typeOf(key), Buffer.from(mimeType));
      await writeWhole(folder, fileOf(key), bytes);
    },
    async get(key) {
      const bytes = await unlessMissing(readFile(fileOf(key)));
      return bytes === undefined ? undefined : { bytes, mimeType: await mimeTypeOf(key) };
    },
    async stream(key) {
      // Opened first: a file replaced or deleted from here on is still read whole.
      const handle = await unlessMissing(open(fileOf(key)));
      if (handle === undefined) return undefined;
      const { size } = await handle.stat();
      return { stream: createReadStream('', { fd: handle }), size, mimeType: await mimeTypeOf(key) };
    },
    async has(key) {
      const found = await unlessMissing(stat(fileOf(key)));
      return found?.isFile() ?? false;
    },
    async delete(key) {
      await rm(fileOf(key), { force: true });
      await rm(typeOf(key), { force: true });
    },
  };
}

async function writeWhole(folder: string, target: string, bytes: Uint8Array): Promise<void> {
  const making = join(folder, 'making', randomBytes(12).toString('hex'));
  await mkdir(dirname(making), { recursive: true });
  await mkdir(dirname(target), { recursive: true });
  const handle = await open(making, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(making, target);
}

async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined;
    throw error;
  }
}
