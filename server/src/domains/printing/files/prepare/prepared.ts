/** What comes out when a file is made ready: how it is passed between the process that does it and ours. */
import { z } from 'zod';

export const limits = {
  bytes: 100 * 1024 * 1024,
  pages: 2_000,
  /** Of one picture. */
  pixels: 120_000_000,
  /** All that an archive may unpack to. */
  unpackedBytes: 400 * 1024 * 1024,
  archiveEntries: 5_000,
  /** Letters of a text that is laid out. */
  letters: 2_000_000,
  /** Of the process that does the work. */
  memoryBytes: 2_000 * 1024 * 1024,
  timeMs: 120_000,
} as const;

/** What a file can be refused for by looking at its bytes. */
export const preparingRefusals = ['password', 'broken', 'empty', 'unsupported', 'too_large', 'too_many_pages', 'too_heavy'] as const;
export type PreparingRefusal = (typeof preparingRefusals)[number];

export const prepared = z.union([
  z.object({ refusal: z.enum(preparingRefusals) }),
  z.object({
    kind: z.enum(['pdf', 'word', 'jpeg', 'png', 'webp', 'heic', 'text']),
    pages: z.number().int().min(1).max(limits.pages),
    /** Of the first page, points. */
    width: z.number().positive(),
    height: z.number().positive(),
    warning: z.enum(['converted_plainly', 'mixed_sizes']).optional(),
  }),
]);
export type Prepared = z.infer<typeof prepared>;

/** Thrown within the work: the file's own fault. */
export class Unprintable extends Error {
  readonly refusal: PreparingRefusal;
  constructor(refusal: PreparingRefusal, detail: string = refusal) {
    super(detail);
    this.refusal = refusal;
  }
}

/** Names within the folder that both processes know. No name of a customer's ever stands among them. */
export const names = { source: 'source', pages: 'pages.pdf', preview: 'preview.jpg', result: 'result.json' } as const;
