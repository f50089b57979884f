/** PDFs made to hurt, by name: pages without sense, trees without end, drawings that never finish, and what acts when it is opened. */
import { deflateSync } from 'node:zlib';

const stream = (entries: string, content: string): string => `<<${entries}/Length ${content.length}>>\nstream\n${content}\nendstream`;
const page = (more = '', parent = 2): string => `<</Type/Page/Parent ${parent} 0 R/MediaBox[0 0 595 842]${more}>>`;

/** The objects from 1 on; the first is the catalogue. */
function written(objects: readonly string[]): Buffer {
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  const end = `trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF`;
  return Buffer.from(`${text}${table}${end}`, 'latin1');
}

const withPage = (first: string, ...more: readonly string[]): Buffer =>
  written(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>', first, ...more]);
const withTree = (...tree: readonly string[]): Buffer => written(['<</Type/Catalog/Pages 2 0 R>>', ...tree]);
const boxed = (box: string): Buffer => withPage(`<</Type/Page/Parent 2 0 R/MediaBox[${box}]>>`);

function deepTree(depth: number): Buffer {
  const nodes = Array.from(
    { length: depth },
    (_, index) => `<</Type/Pages${index > 0 ? `/Parent ${index + 1} 0 R` : ''}/Kids[${index + 3} 0 R]/Count 1>>`,
  );
  return withTree(...nodes, page('', depth + 1));
}

/** Each form draws the next three times. */
function growingForms(depth: number): Buffer {
  const box = '/Type/XObject/Subtype/Form/BBox[0 0 600 900]';
  const forms = Array.from({ length: depth }, (_, index) =>
    stream(`${box}/Resources<</XObject<</X ${index + 6} 0 R>>>>`, '/X Do /X Do /X Do'),
  );
  const first = page('/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R');
  return withPage(first, stream('', '/X Do'), ...forms, stream(box, '0 0 500 500 re f'));
}

/** Half a megabyte that unpacks to hundreds, as what is drawn. */
function swellingContent(): Buffer {
  const packed = deflateSync(deflateSync(Buffer.alloc(200_000_000)));
  return withPage(page('/Contents 4 0 R'), stream('/Filter[/FlateDecode/FlateDecode]', packed.toString('latin1')));
}

const acts = '<</S/JavaScript/JS(app.alert\\(1\\))>>';
const link = '/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 100 100]/A<</S/URI/URI(http://example.com)>>>>]';

function acting(): Buffer {
  return written([
    `<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(calc.exe)>>/AA<</WC${acts}>>/Names<</EmbeddedFiles<</Names[(a)4 0 R]>>>>/AcroForm<</XFA(x)/Fields[]>>>>`,
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    page(`${link}/AA<</O${acts}>>`),
    '<</Type/Filespec/F(a)/EF<</F 5 0 R>>>>',
    stream('/Type/EmbeddedFile', 'abc'),
  ]);
}

/** What may become of it: `pages` when it is printed, or that it is refused. */
export const harmfulPdfs: readonly (readonly [string, () => Buffer, { readonly pages?: number; readonly refusals?: readonly string[] }])[] =
  [
    ['a tree that is its own child', () => withTree('<</Type/Pages/Kids[2 0 R]/Count 1>>'), { refusals: ['broken', 'empty'] }],
    ['a tree of five thousand floors', () => deepTree(5_000), { pages: 1, refusals: ['broken', 'too_heavy'] }],
    [
      'a tree that claims two thousand million pages',
      () => withTree('<</Type/Pages/Kids[3 0 R]/Count 2147483647>>', page()),
      { pages: 1, refusals: ['broken', 'too_many_pages'] },
    ],
    [
      'a tree that claims fewer than none',
      () => withTree('<</Type/Pages/Kids[3 0 R]/Count -5>>', page()),
      { pages: 1, refusals: ['broken', 'empty'] },
    ],
    ['a page of 200 inches', () => boxed('0 0 14400 14400'), { pages: 1 }],
    ['a page of a thousand million points', () => boxed('0 0 1e9 1e9'), { pages: 1, refusals: ['broken'] }],
    ['a page without extent', () => boxed('0 0 0 0'), { pages: 1, refusals: ['broken'] }],
    ['a page that is cut beside its paper', () => withPage(page('/CropBox[9000 9000 9100 9100]')), { pages: 1, refusals: ['broken'] }],
    ['a page that is turned by half a right angle', () => withPage(page('/Rotate 45/CropBox[100 100 300 300]')), { pages: 1 }],
    ['scripts, launches, attachments and XFA', acting, { pages: 1 }],
    [
      'a form that draws itself',
      () =>
        withPage(
          page('/Resources<</XObject<</X 4 0 R>>>>/Contents 5 0 R'),
          stream('/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>', '/X Do /X Do'),
          stream('', '/X Do'),
        ),
      { pages: 1, refusals: ['too_heavy', 'broken'] },
    ],
    ['forms that grow by three to the power of 28', () => growingForms(28), { refusals: ['too_heavy', 'broken'] }],
    ['a drawing that swells', swellingContent, { pages: 1, refusals: ['too_heavy', 'broken'] }],
    [
      'two hundred thousand brackets',
      () =>
        written([
          `<</Type/Catalog/Pages 2 0 R/X ${'['.repeat(200_000)}${']'.repeat(200_000)}>>`,
          '<</Type/Pages/Kids[3 0 R]/Count 1>>',
          page(),
        ]),
      { pages: 1, refusals: ['broken', 'too_heavy'] },
    ],
  ];
