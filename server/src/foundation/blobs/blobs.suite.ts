/** What every home of blobs must do. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Blobs } from './blobs.ts';

export function blobsSuite(name: string, open: () => Promise<{ readonly blobs: Blobs; close(): Promise<void> }>): void {
  describe(`blobs on ${name}`, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());

    it('what was put is given back, with its type', async () => {
      const bytes = randomBytes(300_000);
      await opened.blobs.put('merchant-1/products/a.jpg', bytes, 'image/jpeg');
      const found = await opened.blobs.get('merchant-1/products/a.jpg');
      expect(found?.mimeType).toBe('image/jpeg');
      expect(found?.bytes.equals(bytes)).toBe(true);
    });

    it('a stream gives the same bytes and says how many', async () => {
      const bytes = randomBytes(2_000_000);
      await opened.blobs.put('big.pdf', bytes, 'application/pdf');
      const found = await opened.blobs.stream('big.pdf');
      const chunks: Buffer[] = [];
      for await (const chunk of found?.stream ?? []) chunks.push(chunk as Buffer);
      expect([found?.size, found?.mimeType]).toEqual([bytes.length, 'application/pdf']);
      expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
    });

    it('a second put replaces the first', async () => {
      await opened.blobs.put('twice', Buffer.from('one'), 'text/plain');
      await opened.blobs.put('twice', Buffer.from('second'), 'text/html');
      const found = await opened.blobs.get('twice');
      expect([found?.bytes.toString(), found?.mimeType]).toEqual(['second', 'text/html']);
    });

    it('puts of one key at once leave one of them whole', async () => {
      const all = Array.from({ length: 8 }, (_, index) => Buffer.alloc(50_000, index));
      await Promise.all(all.map((bytes) => opened.blobs.put('race', bytes, 'text/plain')));
      const found = await opened.blobs.get('race');
      expect(all.some((bytes) => found?.bytes.equals(bytes))).toBe(true);
    });

    it('what is missing or deleted is not there, and deleting twice is no error', async () => {
      expect(await opened.blobs.get('nothing')).toBeUndefined();
      expect(await opened.blobs.stream('nothing/at/all')).toBeUndefined();
      await opened.blobs.put('gone', Buffer.from('x'), 'text/plain');
      expect(await opened.blobs.has('gone')).toBe(true);
      await opened.blobs.delete('gone');
      await opened.blobs.delete('gone');
      expect([await opened.blobs.has('gone'), await opened.blobs.get('gone')]).toEqual([false, undefined]);
    });

    it.each(['', '/etc/passwd', '../x', 'a/../b', 'a//b', 'a/', '.hidden', 'a/.b', 'a\0b', 'C:\\x', 'A', 'a b', 'x'.repeat(301)])(
      'the key %j is refused',
      async (key) => {
        await expect(opened.blobs.put(key, Buffer.from('x'), 'text/plain')).rejects.toThrow(/not allowed/);
        await expect(opened.blobs.get(key)).rejects.toThrow(/not allowed/);
      },
    );
  });
}
