/** Words on sheets of A4: plain text, and what is left of a Word file without its layout. Letters it has no shapes for are refused. */
import { createRequire } from 'node:module';
import pdfmake from 'pdfmake';
import type { Content } from 'pdfmake/interfaces.js';
import { limits, Unprintable } from './prepared.ts';

const fontFile = createRequire(import.meta.url).resolve;
const regular = fontFile('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf');
const strong = fontFile('@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf');
const slanted = fontFile('@expo-google-fonts/noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf');
const fonts = { normal: regular, bold: strong, italics: slanted, bolditalics: strong };

/** Each script is shaped by itself. */
const RUNS = /[\u0900-\u097F\u200C\u200D]+|[^\u0900-\u097F\u200C\u200D]+/gu;
const DRAWABLE = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Devanagari}\p{Script=Common}\p{Script=Inherited}]*$/u;
const PICTURES = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F|[\u{E0000}-\u{E007F}]/gu;
const CONTROL = /(?![\n\t])\p{Cc}/gu;
const KEPT = /[©®™\d#*]/u;

/** @throws Unprintable `unsupported` for letters of scripts the typeface does not have */
export function runsOf(text: string): readonly string[] {
  const plain = text
    .replace(PICTURES, (found) => (KEPT.test(found) ? found : ''))
    .replace(CONTROL, '')
    .replaceAll('\t', '    ');
  if (!DRAWABLE.test(plain)) throw new Unprintable('unsupported', 'letters without shapes');
  return plain.match(RUNS) ?? [];
}

export async function drawText(content: readonly Content[]): Promise<Buffer> {
  pdfmake.setFonts({ Noto: fonts });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => Object.values(fonts).includes(path));
  const pdf = pdfmake.createPdf({
    content: [...content],
    pageSize: 'A4',
    pageMargins: [57, 57, 57, 57],
    defaultStyle: { font: 'Noto', fontSize: 11, lineHeight: 1.25 },
  });
  return Buffer.from(await pdf.getBuffer());
}

/** @throws Unprintable `empty`, `too_heavy`, `unsupported` */
export async function textPages(text: string): Promise<Buffer> {
  if (text.trim() === '') throw new Unprintable('empty', 'no words');
  if (text.length > limits.letters) throw new Unprintable('too_heavy', 'too many letters');
  const lines = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n');
  return drawText(
    lines.map((line) => ({
      text:
        line.trim() === '' ? ' ' : runsOf(line.replace(/^ +/, (spaces) => '\u00A0'.repeat(spaces.length))).map((run) => ({ text: run })),
    })),
  );
}
