/** What the pages promise, read back from the PDF: all there, in five languages, inside the margins, the same bytes every time. */
import { type Language, languages } from '@parley/contract/api/merchants.ts';
import { getDocumentProxy } from 'unpdf';
import { beforeAll, describe, expect, it } from 'vitest';
import { billedOrder, puneShop, type Sold } from '../../../test/builders/billed-order.ts';
import { composeCreditNote, composeInvoice } from './compose-document.ts';
import { creditOf } from './credit.ts';
import type { DocumentContent } from './document-content.ts';
import { drawDocument, type Paper } from './draw-document.ts';
import { speechOf } from './speak.ts';

interface Word {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
}
interface Read {
  readonly pages: readonly { readonly width: number; readonly height: number; readonly words: readonly Word[] }[];
  /** Everything, with single spaces. */
  readonly text: string;
}

async function read(content: DocumentContent, paper: Paper = 'a4'): Promise<Read> {
  const pdf = await getDocumentProxy(new Uint8Array(await drawDocument(content, paper)));
  const pages = await Promise.all(
    Array.from({ length: pdf.numPages }, async (_, index) => {
      const page = await pdf.getPage(index + 1);
      const [, , width = 0, height = 0] = page.view;
      const { items } = await page.getTextContent();
      const words = items.flatMap((item): Word[] => {
        if (!('str' in item) || item.str.trim() === '') return [];
        const [, , , , left = 0, bottom = 0] = item.transform as number[];
        return [{ text: item.str, left, right: left + item.width, bottom }];
      });
      return { width, height, words };
    }),
  );
  const text = pages.flatMap((page) => page.words.map((word) => word.text)).join(' ');
  return { pages, text: text.replaceAll(/\s+/g, ' ') };
}

const goods: Sold['lines'] = [
  { name: 'Estate coffee', options: '250 g', quantity: 1, unitMinor: 34_999n, rateBp: 500, hsnCode: '0901' },
  { name: 'Espresso machine', quantity: 5, unitMinor: 89_59_689n, rateBp: 1800, hsnCode: '8516' },
];
const sold: Sold = { lines: goods, delivery: 8_000n };

function invoice(language: Language = 'en', more: Partial<Sold> = {}, seller = puneShop): DocumentContent {
  const issue = { number: 'INV/26-27/00042', issuedOn: '2026-11-20', language };
  return composeInvoice(billedOrder({ ...sold, ...more }), seller, { name: 'Asha Rao', phone: '919876543210' }, issue);
}

function creditNote(): DocumentContent {
  const credited = creditOf(invoice(), [], { lines: [{ variantId: 'variant-1', quantity: 2 }] });
  if (!credited) throw new Error('nothing to credit');
  return composeCreditNote(invoice(), credited, { number: 'CN/26-27/00007', issuedOn: '2026-12-02', reason: 'Goods were returned' });
}

describe('an Indian tax invoice', () => {
  let page: Read;
  beforeAll(async () => {
    page = await read(invoice());
  });

  it('says all that the law asks for', () => {
    for (const said of [
      'Tax invoice',
      'INV/26-27/00042',
      '20 November 2026',
      'Starling Market',
      'GSTIN 27AAPFU0939F1ZV',
      'Asha Rao',
      'Maharashtra (27)',
      'HSN 0901',
      'CGST',
      'SGST',
      '2.5%',
      '9%',
      'Taxable value',
      '₹4,48,414.44',
      'rupees and forty-four paise only',
      'ORD-20261120-10042',
    ])
      expect(page.text).toContain(said);
  });

  it('keeps its columns: figures of a column end on one line', () => {
    const amounts = page.pages[0]?.words.filter((word) => /^(349\.99|4,47,984\.45|80\.00)$/.test(word.text.trim())) ?? [];
    const ends = new Set(amounts.filter((word) => word.left > 480).map((word) => Math.round(word.right)));
    expect([...ends]).toEqual([551]);
  });
});

describe('pages', () => {
  it.each(languages)('in %s carry every label of that language, and its words for the amount', async (language) => {
    const content = invoice(language);
    const { text } = await read(content);
    const bare = (each: string): string => each.normalize('NFC').replaceAll(/\s/g, '');
    const letters = new Map<string, number>();
    for (const letter of text.normalize('NFC')) letters.set(letter, (letters.get(letter) ?? 0) + 1);
    const { say } = speechOf(language, 'IN');
    for (const key of [
      'title.tax_invoice',
      'billed_to',
      'item',
      'taxable_value',
      'total',
      'in_words',
      'unsigned',
      'payment.paid',
    ] as const) {
      // Shaped Devanagari comes back in the order it is drawn, so its letters are compared, not their order.
      if (language === 'hi')
        expect(
          Array.from(bare(say(key)), (letter) => letter).every((letter) => letters.has(letter)),
          key,
        ).toBe(true);
      else expect(text, key).toContain(say(key));
    }
    if (language !== 'hi') expect(text.replaceAll(' ', '')).toContain(content.amount_in_words.replaceAll(' ', ''));
  });

  it.each([
    ['an invoice on A4', invoice(), 'a4'],
    ['an invoice in Hindi', invoice('hi'), 'a4'],
    ['a credit note', creditNote(), 'a4'],
    ['a receipt', invoice(), 'receipt'],
    ['a receipt in Hindi', invoice('hi'), 'receipt'],
    ['large amounts', invoice('en', { lines: [{ name: 'Gold', quantity: 9, unitMinor: 9_99_99_999_99n, rateBp: 300 }] }), 'a4'],
    [
      'large amounts on a receipt',
      invoice('fr', { lines: [{ name: 'Gold', quantity: 9, unitMinor: 9_99_99_999_99n, rateBp: 300 }] }),
      'receipt',
    ],
    [
      'a name without a space',
      invoice('en', { lines: [{ ...goods[0], name: 'x'.repeat(120), quantity: 1, unitMinor: 1n, rateBp: 0 }] }),
      'a4',
    ],
  ] as const)('of %s keep inside the margins', async (_, content, paper) => {
    const { pages } = await read(content, paper);
    const margin = paper === 'a4' ? 43 : 11;
    for (const page of pages)
      for (const word of page.words) {
        expect(word.left, word.text).toBeGreaterThanOrEqual(margin);
        expect(word.right, word.text).toBeLessThanOrEqual(page.width - margin);
        expect(word.bottom, word.text).toBeGreaterThan(8);
        expect(word.bottom, word.text).toBeLessThan(page.height);
      }
  });

  it('of a long order repeat the head of the table and count themselves', async () => {
    const { pages } = await read(invoice('en', { lines: Array.from({ length: 40 }, () => goods).flat() }));
    expect(pages.length).toBeGreaterThan(2);
    for (const [index, page] of pages.entries()) {
      const text = page.words
        .map((word) => word.text)
        .join(' ')
        .replaceAll(/\s+/g, ' ');
      expect(text).toContain(`Page ${index + 1} of ${pages.length}`);
      if (text.includes('Estate coffee')) expect(text).toContain('Taxable');
    }
  });

  it('of a receipt are one strip of 80 mm', async () => {
    const { pages } = await read(invoice(), 'receipt');
    expect(pages.map((page) => Math.round((page.width / 72) * 25.4))).toEqual([80]);
  });

  it('without taxes have no columns for them, and abroad name their own', async () => {
    const untaxed = await read(
      invoice('es', { kind: 'vat', currency: 'MXN', lines: goods.map((line) => ({ ...line, rateBp: 0 })) }, { ...puneShop, country: 'MX' }),
    );
    expect(untaxed.text).not.toMatch(/GST|IVA|Base/);
    const french = await read(invoice('fr', { kind: 'vat', currency: 'EUR', inclusive: false }, { ...puneShop, country: 'FR' }));
    expect(french.text).toMatch(/TVA.*Les taxes s’ajoutent aux prix/);
  });

  it('of a credit note name the invoice and the reason', async () => {
    const { text } = await read(creditNote());
    for (const said of ['Credit note', 'CN/26-27/00007', 'INV/26-27/00042', 'Goods were returned', 'Total credited'])
      expect(text).toContain(said);
  });

  it('show names with pictures and markup as plain letters', async () => {
    const { text } = await read(
      invoice('en', { lines: [{ name: 'Chai ☕️🫖 <b>100%</b> “fresh” © 2026', quantity: 1, unitMinor: 100n, rateBp: 0 }] }),
    );
    expect(text).toContain('Chai <b>100%</b> “fresh” © 2026');
  });
});

describe('drawing', () => {
  it('the same content makes the same bytes', async () => {
    const content = invoice('hi');
    const again = JSON.parse(JSON.stringify(content)) as DocumentContent;
    expect((await drawDocument(content)).equals(await drawDocument(again))).toBe(true);
    expect((await drawDocument(content, 'receipt')).equals(await drawDocument(again, 'receipt'))).toBe(true);
  });

  it('refuses a snapshot that was tampered with into something else', async () => {
    await expect(drawDocument({ ...invoice(), total: '=1+1' })).rejects.toThrow();
  });
});
