/** The form of an upload: one file and a few fields, each of which must be known. */
import { createHash } from 'node:crypto';
import { type CsvMapping, csvMapping } from '@parley/contract/api/product-csv.ts';
import type { FastifyRequest } from 'fastify';
import { RefusalError } from '../../../foundation/http/refusal-error.ts';
import { problemsOf } from '../../../foundation/http/request-schema.ts';

/** How files of Excel begin, of now and of old. */
const WORKBOOKS = [Buffer.from('504b0304', 'hex'), Buffer.from('d0cf11e0', 'hex')];

export interface Upload {
  readonly bytes: Buffer;
  readonly fileName: string;
  readonly mapping: CsvMapping;
  readonly isDryRun: boolean;
  /** What an Idempotency-Key stands for. */
  readonly digest: string;
}

/** @throws RefusalError `request.invalid` naming the field; the limits of the form are the multipart reader's. */
export async function readUpload(request: Pick<FastifyRequest, 'isMultipart' | 'parts'>): Promise<Upload> {
  let file: { readonly bytes: Buffer; readonly fileName: string } | undefined;
  const fields = new Map<string, string>();
  if (request.isMultipart())
    for await (const part of request.parts()) {
      if (part.type === 'file' && part.fieldname === 'file') file = { bytes: await part.toBuffer(), fileName: part.filename };
      else if (part.type === 'file') throw invalid(part.fieldname, 'Send the CSV as the form field `file`.');
      else fields.set(part.fieldname, typeof part.value === 'string' ? part.value : '');
    }
  if (!file) throw invalid('file', 'Send the CSV as the form field `file` (multipart/form-data).');
  if (WORKBOOKS.some((start) => file.bytes.subarray(0, start.length).equals(start)))
    throw invalid('file', 'This is a workbook. Save its sheet as CSV (UTF-8) and send that.');
  for (const name of fields.keys()) if (name !== 'dry_run' && name !== 'mapping') throw invalid(name, 'This field is not known here.');
  const dryRun = fields.get('dry_run') ?? '';
  if (!['', 'true', 'false'].includes(dryRun)) throw invalid('dry_run', 'true or false.');
  const mapping = fields.get('mapping') ?? '';
  return {
    ...file,
    mapping: readMapping(mapping),
    isDryRun: dryRun === 'true',
    digest: createHash('sha256').update(file.bytes).update(`\n${dryRun}\n${mapping}`).digest('hex'),
  };
}

function readMapping(text: string): CsvMapping {
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid('mapping', 'JSON such as {"price":"MRP"}: our column, then the header of the file.');
  }
  const read = csvMapping.safeParse(value);
  if (read.success) return read.data;
  const details = problemsOf(read.error).map(({ field, message }) => ({ field: field === '' ? 'mapping' : `mapping.${field}`, message }));
  throw new RefusalError({ code: 'request.invalid', details });
}

function invalid(field: string, message: string): RefusalError {
  return new RefusalError({ code: 'request.invalid', details: [{ field, message }] });
}
