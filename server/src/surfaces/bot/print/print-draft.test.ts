/** What is asked next, what a further file inherits, and how lists of pages are read as people type them. */
import { type CustomerId, newId } from '@parley/contract/values/id.ts';
import { describe, expect, it } from 'vitest';
import type { PrintFile, PrintFileId } from '../../../domains/printing/index.ts';
import {
  changed,
  type Draft,
  emptyDraft,
  fitsFile,
  inheriting,
  nextOf,
  typedPages,
  wishesOf,
  withFile,
  withoutFile,
  withoutPages,
} from './print-draft.ts';

const [a, b] = [newId<PrintFileId>(), newId<PrintFileId>()];
const file = (id: PrintFileId, state: PrintFile['state']): [string, PrintFile] => [
  id,
  { id, customerId: newId<CustomerId>(), name: 'a.pdf', state, pages: 5 },
];
const both = new Map([file(a, 'ready'), file(b, 'ready')]);
const one = withFile(emptyDraft, a);

describe('what is asked next', () => {
  it('a file, how it is printed, which pages, how many, and then the order is shown', () => {
    expect(nextOf(emptyDraft, new Map())).toEqual({ asks: 'file' });
    expect(nextOf(one, new Map([file(a, 'arriving')]))).toEqual({ waits: 1 });
    expect(nextOf(one, both)).toEqual({ asks: 'mode', at: 0 });
    const mixed = changed(one, { mode: 'both' });
    expect(nextOf(mixed, both)).toEqual({ asks: 'pages', at: 0 });
    const listed = changed(mixed, { pages: '1,3' });
    expect(nextOf(listed, both)).toEqual({ asks: 'copies', at: 0 });
    expect(nextOf(changed(listed, { copies: 2 }), both)).toEqual({ shows: 'summary' });
  });

  it('what is ready is asked about while another file is still looked at', () => {
    const two = withFile(one, b);
    const files = new Map([file(a, 'ready'), file(b, 'checking')]);
    expect(nextOf(two, files)).toEqual({ asks: 'mode', at: 0 });
    expect(nextOf(changed(two, { mode: 'bw', copies: 1 }), files)).toEqual({ waits: 1 });
  });
});

describe('further files', () => {
  const done: Draft = changed(one, { mode: 'color', copies: 3, paper: 'A3' });

  it('are wanted like the first, but pages in colour are asked for each', () => {
    const two = inheriting(withFile(done, b));
    expect(two.files[1]).toEqual({ id: b, mode: 'color', copies: 3, paper: 'A3', sides: 'one', per: 1 });
    const mixed = inheriting(withFile(changed(done, { mode: 'both', pages: '1' }), b));
    expect(nextOf(mixed, both)).toEqual({ asks: 'mode', at: 1 });
  });

  it('can be taken out again', () => {
    expect(withoutFile(withFile(done, b), 0).files.map(({ id }) => id)).toEqual([b]);
  });
});

it('another mode forgets which pages were to be in colour', () => {
  const mixed = changed(one, { mode: 'both', pages: '1,3', copies: 1 });
  expect(changed(withoutPages(mixed), { mode: 'bw' }).files).toEqual([{ id: a, mode: 'bw', copies: 1, paper: 'A4', sides: 'one', per: 1 }]);
});

it('what is wanted becomes a ticket of the printer', () => {
  expect(wishesOf(changed(one, { mode: 'both', pages: '1,3', copies: 2, note: 'staple it' }))).toEqual([
    {
      fileId: a,
      ticket: { mode: 'both', color_pages: '1,3', copies: 2, paper: 'A4', sides: 'one', pages_per_sheet: 1, note: 'staple it' },
    },
  ]);
});

it('pages are read as people type them', () => {
  expect(['1,3-5', '1, 3 - 5', '1 3–5', 'pages 1 and 3 to 5', ' 7 '].map(typedPages)).toEqual(['1,3-5', '1,3-5', '1,3-5', '1,3,5', '7']);
  expect(['', 'all', '-3', '3-', '1--2', '1-2-3'].map(typedPages)).toEqual(Array.from({ length: 6 }, () => undefined));
  expect(['1,3-5', '5', '6', '0', '4-3'].map((list) => fitsFile(list, 5))).toEqual([true, true, false, false, false]);
});
