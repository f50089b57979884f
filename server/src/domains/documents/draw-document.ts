/**
 * Draws a document from its snapshot and nothing else: the same content makes the same bytes, today and in ten years. Reads two font
 * files of ours; never an address, never a file that content names.
 */
import { createRequire } from 'node:module';
import pdfmake from 'pdfmake';
import { type DocumentContent, documentContent } from './document-content.ts';
import { pageA4 } from './page-a4.ts';
import { pageOf } from './page-parts.ts';
import { receipt80mm } from './receipt-80mm.ts';

export const papers = ['a4', 'receipt'] as const;
export type Paper = (typeof papers)[number];

const fontFile = createRequire(import.meta.url).resolve;
const fonts = {
  normal: fontFile('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  bold: fontFile('@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf'),
};

pdfmake.setFonts({ Noto: fonts });
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => Object.values(fonts).includes(path));

/** @returns a PDF. */
export async function drawDocument(content: DocumentContent, paper: Paper = 'a4'): Promise<Buffer> {
  const known = documentContent.parse(content);
  const definition = paper === 'a4' ? pageA4(known) : receipt80mm(known);
  const issued = new Date(`${known.issued_on}T00:00:00Z`);
  const pdf = pdfmake.createPdf({
    ...definition,
    language: known.language,
    displayTitle: true,
    info: {
      title: `${pageOf(known).title} ${known.number}`,
      author: known.seller.name,
      creator: 'Parley',
      producer: 'Parley',
      // Of the paper, not of the drawing: a second drawing is the same file.
      creationDate: issued,
      modDate: issued,
    },
  });
  return Buffer.from(await pdf.getBuffer());
}
