/** Every screen of the print dialog fits the service, whatever files are called and whatever is wanted of them, in all five languages. */
import { printJobStates, printSettings } from '@parley/contract/api/printing.ts';
import { type CustomerId, newId } from '@parley/contract/values/id.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileRefusals, type PrintFile, type PrintFileId, type PrintPrice } from '../../../domains/printing/index.ts';
import { checkContent } from '../../../providers/messaging/content-limits.ts';
import type { OutboundContent } from '../../../providers/messaging/messaging.port.ts';
import { languages } from '../phrases/languages.ts';
import { voiceOf } from '../phrases/voice.ts';
import { type Draft, type DraftFile, draftSchema } from '../print/print-draft.ts';
import { readId } from '../registry.ts';
import {
  askCopiesScreen,
  askFileScreen,
  askModeScreen,
  askPaperScreen,
  askSheetScreen,
  askSidesScreen,
  filesScreen,
  movedMessage,
  nameOf,
  optionsScreen,
  previewMessage,
  statusLines,
  summaryScreen,
} from './print-screens.ts';

const nasty = fc.oneof(
  fc.constantFrom('x'.repeat(120), '👩‍👩‍👧‍👦'.repeat(12), 'क्षत्रिय '.repeat(12), '*bold* {count} #', 'file', '\u200b', ''),
  fc.string({ unit: 'grapheme', maxLength: 120 }),
);
const money = fc.bigInt({ min: 0n, max: 99_999_999_999n }).map((minor) => ({ minor, currency: 'INR' }));
const settings = printSettings.parse({
  papers: [
    { paper: 'A4', percent: 100 },
    { paper: 'A3', percent: 200 },
    { paper: 'Letter', percent: 100 },
  ],
  rush: { offered: true, price: '25.00' },
});
const draftFile: fc.Arbitrary<DraftFile> = fc
  .record({
    mode: fc.constantFrom('bw' as const, 'color' as const, 'both' as const),
    copies: fc.integer({ min: 1, max: 100 }),
    paper: fc.constantFrom('A4' as const, 'Letter' as const),
    sides: fc.constantFrom('one' as const, 'two_long_edge' as const),
    per: fc.constantFrom(1 as const, 4 as const),
    note: nasty,
  })
  .map((file) => ({ ...file, id: newId(), pages: '1,3-5,'.repeat(80).slice(0, -1) }));
const drafts: fc.Arbitrary<Draft> = fc
  .array(draftFile, { minLength: 1, maxLength: 10 })
  .map((files) => ({ files, at: 0, rush: false, asks: 'nothing' }));
const prices: fc.Arbitrary<PrintPrice> = fc
  .array(fc.tuple(money, fc.integer({ min: 1, max: 200_000 }), fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 20 })
  .map((lines) => ({
    lines: [
      ...lines.map(([unitPrice, quantity, isColor, twoSided]) => ({
        kind: { what: 'pages' as const, mode: isColor ? ('color' as const) : ('bw' as const), paper: 'Letter', twoSided },
        quantity,
        unitPrice,
        total: { ...unitPrice, minor: unitPrice.minor * BigInt(quantity) },
      })),
      { kind: { what: 'minimum' as const }, quantity: 1, unitPrice: { minor: 1n, currency: 'INR' }, total: { minor: 1n, currency: 'INR' } },
      { kind: { what: 'rush' as const }, quantity: 1, unitPrice: { minor: 1n, currency: 'INR' }, total: { minor: 1n, currency: 'INR' } },
    ],
    tax: { minor: 5n, currency: 'INR' },
    total: { minor: 123_456n, currency: 'INR' },
    sheets: 1,
    printedSides: 1,
  }));

function check(contents: readonly (OutboundContent | undefined)[]): void {
  for (const content of contents) {
    if (!content) continue;
    const checked = checkContent(content);
    expect(checked.ok ? [] : checked.refusal.details, JSON.stringify(content)).toEqual([]);
    const ids =
      content.kind === 'buttons' ? content.buttons : content.kind === 'list' ? content.sections.flatMap((section) => section.rows) : [];
    for (const { id } of ids) expect(readId(id), id).toBeDefined();
  }
}

const fileOf = (id: string, name: string): PrintFile => ({
  id: id as PrintFileId,
  customerId: newId<CustomerId>(),
  name,
  state: 'ready',
  pages: 1_999,
  warning: 'converted_plainly',
  previewBlob: 'print/a/preview.jpg',
});

describe.each(languages)('in %s', (language) => {
  const voice = voiceOf({ language, country: 'IN', timeZone: 'Asia/Kolkata' });

  it('every screen fits', () => {
    fc.assert(
      fc.property(drafts, prices, nasty, (draft, price, name) => {
        const files = new Map(draft.files.map((file) => [file.id, fileOf(file.id, name)]));
        const [file] = draft.files;
        if (!file) return;
        const shown = { draft, files, settings, price };
        const summary = summaryScreen(voice, shown);
        // Whatever else had no room, the total is there.
        expect(summary.kind === 'buttons' && summary.body).toContain(voice.money(price.total).replaceAll(/\s/gu, ' '));
        check([
          summary,
          optionsScreen(voice, { ...shown, file, rushPrice: '₹25.00' }),
          filesScreen(voice, draft, files),
          previewMessage(voice, fileOf(file.id, name)),
          askModeScreen(voice, nameOf(files, file.id)),
          askCopiesScreen(voice),
          askPaperScreen(voice, settings),
          askSidesScreen(voice),
          askSheetScreen(voice),
          askFileScreen(voice, settings, 'INR'),
        ]);
      }),
      { numRuns: 100 },
    );
  });

  it('every state and every refusal has its words', () => {
    const id = newId<PrintFileId>();
    for (const state of printJobStates) {
      const job = {
        id: newId(),
        orderId: newId(),
        file: fileOf(id, 'a.pdf'),
        ticket: {},
        state,
        pickupCode: 'ACDEF',
        aheadInQueue: 2,
      } as never;
      const told = { number: 'ORD-20250329-10001', orderId: newId(), shop: 'Paper & Ink', jobs: [job] };
      check((['queued', 'held', 'ready'] as const).map((change) => movedMessage(voice, change, told)));
      expect(statusLines(voice, told)).toContain('ORD-20250329-10001');
    }
    for (const why of fileRefusals) expect(voice.say(`print_refused.${why}`, { name: 'a.pdf' })).toContain('a.pdf');
  });
});

it('a draft that is stored is read as it was, and an older or broken one is none', () => {
  fc.assert(
    fc.property(drafts, (draft) => {
      expect(draftSchema.parse(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
    }),
  );
  expect(draftSchema.safeParse({ files: [{ id: 'x' }], at: 0, rush: false, asks: 'file' }).success).toBe(false);
});
