/** Word files with what real ones have: a heading, a table, a picture, a header, a page break; and with what harmful ones have: links. */
import sharp from 'sharp';
import { type ZipEntry, zipOf } from './print-files.ts';

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const wordType = (name: string) => `application/vnd.openxmlformats-officedocument.wordprocessingml.${name}+xml`;

interface Relation {
  readonly type: string;
  readonly target: string;
  /** Lies outside of the file. */
  readonly isLink?: boolean;
}

function relations(list: readonly Relation[]): Buffer {
  const each = list.map(
    ({ type, target, isLink }, index) =>
      `<Relationship Id="r${index}" Type="${OFFICE}/${type}" Target="${target}"${isLink ? ' TargetMode="External"' : ''}/>`,
  );
  return Buffer.from(`${head}<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}</Relationships>`);
}

const words = (text: string, style = ''): string => `<w:p><w:pPr>${style}</w:pPr><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
const pageBreak = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>';

/** 5 cm by 3 cm. @param how `r:embed` or `r:link` with the id of its relation */
function picture(how: string): string {
  const size = 'cx="1800000" cy="1080000"';
  const pic = 'http://schemas.openxmlformats.org/drawingml/2006/picture';
  const fill = `<pic:blipFill><a:blip ${how}/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`;
  const shape = `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>`;
  const names = '<pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr>';
  return `<w:p><w:r><w:drawing><wp:inline><wp:extent ${size}/><wp:docPr id="1" name="p"/><a:graphic><a:graphicData uri="${pic}"><pic:pic>${names}${fill}${shape}</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;
}

const drawing = (address: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="60" height="36"><image xlink:href="${address}" width="60" height="36"/></svg>`;

function table(rows: readonly (readonly string[])[]): string {
  const edge = (side: string) => `<w:${side} w:val="single" w:sz="8" w:color="000000"/>`;
  const edges = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(edge).join('');
  const cells = rows.map((row) => `<w:tr>${row.map((cell) => `<w:tc>${words(cell)}</w:tc>`).join('')}</w:tr>`).join('');
  return `<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>${edges}</w:tblBorders></w:tblPr>${cells}</w:tbl>`;
}

export interface WordWishes {
  /** Text of the body's pages, a page each. */
  readonly pages?: readonly string[];
  /** Addresses of pictures that lie elsewhere. */
  readonly linkedPictures?: readonly string[];
  /** Addresses of texts and a template that lie elsewhere. */
  readonly linkedTexts?: readonly string[];
  readonly template?: string;
  /** A drawing within the file that names this picture outside of it. */
  readonly drawingOf?: string;
  /** A document that Word would take in whole. */
  readonly chunk?: string;
  readonly more?: readonly ZipEntry[];
}

/** "Of the shop" stands in its header, a table of prices and a red picture on its first page. */
export async function richDocx(wishes: WordWishes = {}): Promise<Buffer> {
  const { pages = ['First page', 'Second page'], linkedPictures = [], linkedTexts = [], template, drawingOf, chunk, more = [] } = wishes;
  const links = [
    ...linkedPictures.map((target): Relation => ({ type: 'image', target, isLink: true })),
    ...(drawingOf === undefined ? [] : [{ type: 'image', target: 'media/drawing.svg' }]),
    ...(chunk === undefined ? [] : [{ type: 'aFChunk', target: chunk, isLink: true }]),
  ];
  const own: readonly Relation[] = [
    { type: 'image', target: 'media/red.png' },
    { type: 'header', target: 'header1.xml' },
    { type: 'settings', target: 'settings.xml' },
  ];
  const fields = linkedTexts.flatMap((address) => [
    `INCLUDETEXT "${address}"`,
    `INCLUDEPICTURE "${address}"`,
    `LINK Word.Document.12 "${address}"`,
  ]);
  const field = (code: string) =>
    `<w:p><w:fldSimple w:instr=" ${code.replaceAll('"', '&quot;')} "><w:r><w:t>kept</w:t></w:r></w:fldSimple></w:p>`;
  const body = [
    words(pages[0] ?? '', '<w:outlineLvl w:val="0"/>'),
    table([
      ['Black and white', '2.00'],
      ['Colour', '10.00'],
    ]),
    picture('r:embed="r0"'),
    ...links.map(({ type, isLink }, index) => {
      const id = `r${own.length + index}`;
      return type === 'image' ? picture(`r:${isLink ? 'link' : 'embed'}="${id}"`) : `<w:altChunk r:id="${id}"/>`;
    }),
    ...fields.map(field),
    ...pages.slice(1).flatMap((text) => [pageBreak, words(text)]),
  ].join('');
  const spaces = `xmlns:w="${WORD}" xmlns:r="${OFFICE}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`;
  const section =
    '<w:sectPr><w:headerReference w:type="default" r:id="r1"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>';
  const parts = { document: 'document.main', header1: 'header', settings: 'settings' };
  const overrides = Object.entries(parts).map(([part, type]) => `<Override PartName="/word/${part}.xml" ContentType="${wordType(type)}"/>`);
  const types = `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="svg" ContentType="image/svg+xml"/>`;
  const red = await sharp({ create: { width: 50, height: 30, channels: 3, background: '#c02020' } })
    .png()
    .toBuffer();
  const attached = template === undefined ? '' : '<w:attachedTemplate r:id="r0"/>';
  return zipOf([
    {
      name: '[Content_Types].xml',
      bytes: Buffer.from(`${head}<Types xmlns="${PACKAGE}/content-types">${types}${overrides.join('')}</Types>`),
    },
    { name: '_rels/.rels', bytes: relations([{ type: 'officeDocument', target: 'word/document.xml' }]) },
    { name: 'word/document.xml', bytes: Buffer.from(`${head}<w:document ${spaces}><w:body>${body}${section}</w:body></w:document>`) },
    { name: 'word/_rels/document.xml.rels', bytes: relations([...own, ...links]) },
    { name: 'word/header1.xml', bytes: Buffer.from(`${head}<w:hdr ${spaces}>${words('Of the shop')}</w:hdr>`) },
    { name: 'word/settings.xml', bytes: Buffer.from(`${head}<w:settings ${spaces}>${attached}</w:settings>`) },
    ...(template === undefined
      ? []
      : [{ name: 'word/_rels/settings.xml.rels', bytes: relations([{ type: 'attachedTemplate', target: template, isLink: true }]) }]),
    { name: 'word/media/red.png', bytes: red },
    ...(drawingOf === undefined ? [] : [{ name: 'word/media/drawing.svg', bytes: Buffer.from(drawing(drawingOf)) }]),
    ...more,
  ]);
}
