/**
 * PDFium, in WebAssembly: a document read here cannot reach beyond its own memory. Only the calls that making pages ready needs; it
 * belongs into the process apart, never into ours.
 */
import { PDFiumModule } from '@hyzyla/pdfium';

/** Numbers are addresses in its memory unless they are counts. */
export interface RawPdfium {
  readonly HEAPU8: Uint8Array;
  readonly HEAP32: Int32Array;
  readonly HEAPF32: Float32Array;
  readonly wasmExports: object;
  malloc(bytes: number): number;
  free(at: number): void;
  FPDF_InitLibraryWithConfig(config: number): void;
  FPDF_LoadMemDocument(at: number, bytes: number, password: number): number;
  FPDF_GetLastError(): number;
  FPDF_GetPageCount(document: number): number;
  FPDF_GetPageSizeByIndexF(document: number, page: number, size: number): number;
  FPDF_LoadPage(document: number, page: number): number;
  FPDF_ClosePage(page: number): void;
  FPDF_GetPageWidthF(page: number): number;
  FPDF_GetPageHeightF(page: number): number;
  FPDFPage_Flatten(page: number, forPrint: number): number;
  FPDFPage_GetAnnotCount(page: number): number;
  FPDFPage_RemoveAnnot(page: number, index: number): number;
  FPDF_CreateNewDocument(): number;
  FPDF_ImportPagesByIndex(to: number, from: number, indices: number, count: number, at: number): number;
  FPDF_SaveAsCopy(document: number, writer: number, flags: number): number;
  FPDF_CloseDocument(document: number): void;
  FPDFBitmap_CreateEx(width: number, height: number, format: number, at: number, stride: number): number;
  FPDFBitmap_FillRect(bitmap: number, left: number, top: number, width: number, height: number, color: number): void;
  FPDFBitmap_Destroy(bitmap: number): void;
  FPDF_RenderPageBitmap(
    bitmap: number,
    page: number,
    x: number,
    y: number,
    width: number,
    height: number,
    rotate: number,
    flags: number,
  ): void;
}

export async function openPdfium(): Promise<RawPdfium> {
  // Its own types leave out most of what it can do.
  const module = await (PDFiumModule as unknown as (options: object) => Promise<object>)({});
  // Its calls begin with an underscore, its memory does not.
  const get = (_: object, name: string | symbol): unknown => Reflect.get(module, `_${String(name)}`) ?? Reflect.get(module, name);
  const pdfium = new Proxy(module, { get }) as RawPdfium;
  pdfium.FPDF_InitLibraryWithConfig(0);
  return pdfium;
}

/** (i32, i32, i32) → i32: a module that imports one function and exports it, since a table takes functions of modules alone. */
const passOn = new WebAssembly.Module(
  new Uint8Array([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 8, 1, 0x60, 3, 0x7f, 0x7f, 0x7f, 1, 0x7f, 2, 7, 1, 1, 0x65, 1, 0x66, 0, 0, 7, 5, 1, 1, 0x66, 0, 0,
  ]),
);

/** The document as a file of its own. */
export function saveDocument(pdfium: RawPdfium, document: number): Buffer {
  const chunks: Buffer[] = [];
  const write = (_writer: number, at: number, size: number): number => {
    chunks.push(Buffer.from(pdfium.HEAPU8.slice(at, at + size)));
    return 1;
  };
  const { exports } = new WebAssembly.Instance(passOn, { e: { f: write } });
  // The table cannot grow and its only free place is the one nothing valid ever calls: that of the null pointer.
  const table = Reflect.get(pdfium.wasmExports, '__indirect_function_table') as WebAssembly.Table;
  table.set(0, exports['f']);
  const writer = pdfium.malloc(8);
  pdfium.HEAP32[writer >> 2] = 1;
  pdfium.HEAP32[(writer >> 2) + 1] = 0;
  const saved = pdfium.FPDF_SaveAsCopy(document, writer, 0);
  pdfium.free(writer);
  if (saved === 0) throw new Error('the pages could not be written');
  return Buffer.concat(chunks);
}

export interface Bitmap {
  readonly rgba: Buffer;
  readonly width: number;
  readonly height: number;
}

const FOR_PRINTING = 0x800;
const AS_RGBA = 0x10;
const WITH_ALPHA = 4;

/** The page as it would be printed, its longer side `longest` pixels. */
export function renderPage(pdfium: RawPdfium, document: number, index: number, longest: number): Bitmap {
  const page = pdfium.FPDF_LoadPage(document, index);
  if (page === 0) throw new Error(`page ${index + 1} cannot be read`);
  const [pointsWide, pointsHigh] = [pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)];
  const scale = longest / Math.max(pointsWide, pointsHigh, 1);
  const width = Math.max(1, Math.round(pointsWide * scale));
  const height = Math.max(1, Math.round(pointsHigh * scale));
  const at = pdfium.malloc(width * height * 4);
  const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, WITH_ALPHA, at, width * 4);
  pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
  pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, FOR_PRINTING | AS_RGBA);
  const rgba = Buffer.from(pdfium.HEAPU8.slice(at, at + width * height * 4));
  pdfium.FPDFBitmap_Destroy(bitmap);
  pdfium.free(at);
  pdfium.FPDF_ClosePage(page);
  return { rgba, width, height };
}
