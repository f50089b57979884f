/** A claimed job for tests, as the server hands it out. */
import { randomUUID } from 'node:crypto';
import { type ClaimedJob, type PrintTicket, printTicket } from '@parley/contract/api/printing.ts';

export function aClaim({
  ticket,
  ...given
}: Partial<Omit<ClaimedJob, 'ticket'>> & { readonly ticket?: Partial<PrintTicket> } = {}): ClaimedJob {
  return {
    id: randomUUID(),
    lease: randomUUID(),
    lease_until: '2026-01-05T10:02:00.000Z',
    attempt: 1,
    file_url: 'http://127.0.0.1:9/files/x',
    file_sha256: '0'.repeat(64),
    file_bytes: 10,
    pages: 1,
    title: 'essay.pdf',
    ticket: printTicket.parse(ticket ?? {}),
    ...given,
  };
}
