/** What a file is, by its bytes alone: names and announced types are believed by nobody. Pure. */
import { isUtf8 } from 'node:buffer';
import { entryNames } from './zip-entries.ts';

export type Kind = 'pdf' | 'docx' | 'doc' | 'jpeg' | 'png' | 'webp' | 'heic' | 'text';
export type Sniffed = Kind | 'empty' | 'unsupported' | 'password';

const HEIC = new Set(['heic', 'heix', 'hevc', 'hevx', 'mif1', 'msf1', 'heim', 'heis']);
/** Programs of Windows, Linux and macOS, and scripts. */
const PROGRAMS = ['4d5a', '7f454c46', 'feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', 'cafebabe', '2321'];
const OLE = 'd0cf11e0a1b11ae1';

export function sniff(bytes: Buffer): Sniffed {
  if (bytes.length === 0) return 'empty';
  const hex = bytes.subarray(0, 16).toString('hex');
  if (PROGRAMS.some((sign) => hex.startsWith(sign))) return 'unsupported';
  if (hex.startsWith('ffd8ff')) return 'jpeg';
  if (hex.startsWith('89504e470d0a1a0a')) return 'png';
  const start = bytes.subarray(0, 16).toString('latin1');
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP') return 'webp';
  if (start.slice(4, 8) === 'ftyp') return HEIC.has(start.slice(8, 12)) && !namesAvif(bytes) ? 'heic' : 'unsupported';
  if (hex.startsWith('504b0304')) return entryNames(bytes)?.includes('word/document.xml') ? 'docx' : 'unsupported';
  if (hex.startsWith(OLE)) return sniffCompound(bytes);
  // Its fields fetch pictures from our disk, whatever LibreOffice is told.
  if (start.startsWith('{\\rt')) return 'unsupported';
  // Readers look for it within the first kilobyte; some mail programs put a few bytes before it.
  if (bytes.subarray(0, 1_024).includes('%PDF-')) return 'pdf';
  return isText(bytes) ? 'text' : 'unsupported';
}

/** The brand that stands first may be one that both kinds share; the list behind it tells. */
function namesAvif(bytes: Buffer): boolean {
  const list = bytes.toString('latin1', 16, Math.min(bytes.readUInt32BE(0), 256));
  return /^(?:.{4})*?avi[fs]/s.test(list);
}

/** Office files from before 2007, and newer ones under a password. */
function sniffCompound(bytes: Buffer): Sniffed {
  if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))) return 'password';
  return bytes.includes(Buffer.from('WordDocument', 'utf16le')) ? 'doc' : 'unsupported';
}

const MARKUP = /^\s*<(?:!doctype|html|svg|\?xml|script)/i;

function isText(bytes: Buffer): boolean {
  const text = readText(bytes);
  if (text === undefined || MARKUP.test(text.slice(0, 400))) return false;
  return !/(?!\s)\p{Cc}/u.test(text);
}

/** UTF-8, or UTF-16 that says so. */
export function readText(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)))
      .swap16()
      .toString('utf16le');
  return isUtf8(bytes) ? bytes.toString('utf8').replace(/^\uFEFF/, '') : undefined;
}
