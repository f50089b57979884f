/** Files as customers send them: PDFs of so many pages, pictures, Word files, and what nobody should ever print. */
import { crc32, deflateRawSync } from 'node:zlib';
import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';

/** A4 pages, each with its number on it. */
export async function pdfOf(pages: number, options: { readonly password?: string; readonly title?: string } = {}): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  for (let page = 1; page <= pages; page += 1)
    pdf.addPage([595.28, 841.89]).drawText(`${options.title ?? 'Page'} ${page}`, { x: 60, y: 700 });
  if (options.password !== undefined) pdf.encrypt({ userPassword: options.password, ownerPassword: `${options.password} of the owner` });
  return Buffer.from(await pdf.save());
}

/** With a form that is filled in, a script that opens and a file that hangs on it. */
export async function busyPdf(): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  const page = pdf.addPage([595.28, 841.89]);
  const field = pdf.getForm().createTextField('name');
  field.setText('FILLED IN');
  field.addToPage(page, { x: 60, y: 600, width: 200, height: 30 });
  pdf.addJavaScript('greet', 'app.alert("hello")');
  await pdf.attach(Buffer.from('not for printing'), 'secret.txt', { mimeType: 'text/plain' });
  return Buffer.from(await pdf.save());
}

export function photoOf(width: number, height: number, format: 'jpeg' | 'png' | 'webp' = 'jpeg', orientation?: number): Promise<Buffer> {
  const picture = sharp({ create: { width, height, channels: 3, background: '#3060a0' } });
  return (orientation === undefined ? picture : picture.withMetadata({ orientation })).toFormat(format).toBuffer();
}

export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What the directory says it unpacks to, where that is a lie. */
  readonly claimedSize?: number;
}

export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, claimedSize = bytes.length } of entries) {
    const packed = deflateRawSync(bytes);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(crc32(bytes), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(claimedSize, 18);
    shared.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), shared, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), shared, place, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const size = directory.reduce((sum, each) => sum + each.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

const contentTypes = `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;
const relations = `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`;

export function docxOf(paragraphs: readonly string[], more: readonly ZipEntry[] = []): Buffer {
  const body = paragraphs.map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join('');
  const document = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`;
  return zipOf([
    { name: '[Content_Types].xml', bytes: Buffer.from(contentTypes) },
    { name: '_rels/.rels', bytes: Buffer.from(relations) },
    { name: 'word/document.xml', bytes: Buffer.from(document) },
    ...more,
  ]);
}

/** Half a gigabyte of nothing in half a megabyte, which says of itself that it is small. */
export function bombDocx(): Buffer {
  return docxOf(['small'], [{ name: 'word/media/image1.bmp', bytes: Buffer.alloc(500 * 1024 * 1024), claimedSize: 10 }]);
}

export const programBytes: Buffer = Buffer.concat([Buffer.from([0x4d, 0x5a, 0x90, 0x00]), Buffer.alloc(512, 7), Buffer.from('%PDF-1.7')]);
