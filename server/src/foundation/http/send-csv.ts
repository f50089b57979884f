/** Answers a table as a CSV file where one was asked for. Cells are written by foundation/csv, never by hand. */
import { writeCsv } from '../csv/csv.ts';

/** Whether the caller asked by `?format=csv` or by `Accept: text/csv`. */
export function wantsCsv(request: { readonly query: unknown; readonly headers: { readonly accept?: string | undefined } }): boolean {
  const { query } = request;
  const format = typeof query === 'object' && query !== null && 'format' in query ? query.format : undefined;
  return format === undefined ? /^text\/csv\b/.test(request.headers.accept ?? '') : format === 'csv';
}

interface CsvReply {
  header(name: string, value: string): unknown;
  send(payload: unknown): unknown;
}

/** Sends the file; return what it returns. Typed `never`, since the JSON answer the route declares does not follow. @param name without ending. */
export function sendCsv(reply: CsvReply, name: string, rows: Parameters<typeof writeCsv>[0]): never {
  reply.header('content-type', 'text/csv; charset=utf-8');
  reply.header('content-disposition', `attachment; filename="${name}.csv"`);
  // As bytes, so that the schema of the JSON answer is not asked.
  reply.send(Buffer.from(writeCsv(rows)));
  return reply as never;
}
