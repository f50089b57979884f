/** A print order that is being put together in the chat: which files, what is wanted of each, what is asked next. Pure. */
import { papers, printModes, printTicket, sidesChoices } from '@parley/contract/api/printing.ts';
import { z } from 'zod';
import type { PrintFile, PrintFileId, PrintWish } from '../../../domains/printing/index.ts';

export const MOST_FILES = 10;

const draftFile = z.object({
  id: z.uuid(),
  /** Absent: not asked yet. */
  mode: z.enum(printModes).optional(),
  /** With `both`: the pages in colour. */
  pages: z.string().max(500).optional(),
  copies: z.number().int().min(1).max(100).optional(),
  paper: z.enum(papers).default('A4'),
  sides: z.enum(sidesChoices).default('one'),
  per: z.union([z.literal(1), z.literal(2), z.literal(4)]).default(1),
  note: z.string().max(300).optional(),
});
export type DraftFile = z.infer<typeof draftFile>;

export const asked = ['nothing', 'file', 'mode', 'pages', 'copies', 'note'] as const;
export type Asked = (typeof asked)[number];

export const draftSchema = z.object({
  files: z.array(draftFile).max(MOST_FILES),
  /** The one that is being asked about. */
  at: z.number().int().min(0).max(MOST_FILES),
  rush: z.boolean(),
  asks: z.enum(asked),
  /** The total the customer saw last, in minor units. */
  shown: z.object({ minor: z.string().regex(/^\d{1,18}$/), currency: z.string().length(3) }).optional(),
});
export type Draft = z.infer<typeof draftSchema>;

export const emptyDraft: Draft = { files: [], at: 0, rush: false, asks: 'file' };

/** The one that is asked about, within what there is. */
export function currentOf(draft: Draft): DraftFile | undefined {
  return draft.files[Math.min(draft.at, draft.files.length - 1)];
}

export function withFile(draft: Draft, id: string): Draft {
  return { ...draft, files: [...draft.files, { id, paper: 'A4', sides: 'one', per: 1 }] };
}

/** What the customer said of the file that is asked about. */
export function changed(draft: Draft, change: Partial<DraftFile>): Draft {
  const at = Math.min(draft.at, draft.files.length - 1);
  const files = draft.files.map((file, index) => (index === at ? { ...file, ...change } : file));
  return { ...draft, files, asks: 'nothing' };
}

/** Another mode is wanted of the file that is asked about: which pages were to be in colour no longer counts. */
export function withoutPages(draft: Draft): Draft {
  const current = currentOf(draft);
  return {
    ...draft,
    files: draft.files.map(({ pages, ...file }) => (file.id === current?.id || pages === undefined ? file : { ...file, pages })),
  };
}

export function withoutFile(draft: Draft, index: number): Draft {
  return { ...draft, files: draft.files.filter((_, at) => at !== index), at: 0, asks: 'nothing' };
}

/** Files that were not spoken of are wanted like the first that was; which of their pages are in colour must be asked for each. */
export function inheriting(draft: Draft): Draft {
  const known = draft.files.find((file) => file.mode !== undefined && file.copies !== undefined);
  if (!known) return draft;
  const { copies, paper, sides, per } = known;
  const like = { copies, paper, sides, per, ...(known.mode === 'both' ? {} : { mode: known.mode }) };
  return {
    ...draft,
    files: draft.files.map((file) => (file.mode === undefined && file.copies === undefined ? { ...file, ...like } : file)),
  };
}

export type Next =
  | { readonly asks: 'file' }
  | { readonly asks: 'mode' | 'pages' | 'copies'; readonly at: number }
  /** So many files are still looked at. */
  | { readonly waits: number }
  | { readonly shows: 'summary' };

/** @param files those of the draft that can be printed or are looked at */
export function nextOf(draft: Draft, files: ReadonlyMap<string, PrintFile>): Next {
  if (draft.files.length === 0) return { asks: 'file' };
  const waiting = draft.files.filter((file) => files.get(file.id)?.state !== 'ready').length;
  for (const [at, file] of draft.files.entries()) {
    if (files.get(file.id)?.state !== 'ready') continue;
    if (file.mode === undefined) return { asks: 'mode', at };
    if (file.mode === 'both' && file.pages === undefined) return { asks: 'pages', at };
    if (file.copies === undefined) return { asks: 'copies', at };
  }
  return waiting > 0 ? { waits: waiting } : { shows: 'summary' };
}

export function wishesOf(draft: Draft): readonly PrintWish[] {
  return draft.files.map((file) => ({
    fileId: file.id as PrintFileId,
    ticket: printTicket.parse({
      mode: file.mode ?? 'bw',
      copies: file.copies ?? 1,
      paper: file.paper,
      sides: file.sides,
      pages_per_sheet: file.per,
      ...(file.mode === 'both' && file.pages !== undefined ? { color_pages: file.pages } : {}),
      ...(file.note === undefined ? {} : { note: file.note }),
    }),
  }));
}

/** `1, 3 5-7` as people write it → `1,3,5-7`; undefined when it is no list of numbers. */
export function typedPages(text: string): string | undefined {
  const tidy = text
    .trim()
    .replace(/\s*[-–—]\s*/g, '-')
    .replace(/[^\d-]+/g, ',')
    .replace(/^,+|,+$/g, '');
  return tidy.length <= 500 && /^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(tidy) ? tidy : undefined;
}

/** Whether these pages are in a file of so many. */
export function fitsFile(list: string, pages: number): boolean {
  return list.split(',').every((part) => {
    const [from = 0, to = from] = part.split('-').map(Number);
    return from >= 1 && from <= to && to <= pages;
  });
}
