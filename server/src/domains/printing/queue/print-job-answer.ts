/** Print jobs in the words of the API. Decides nothing but what of a file and its pickup code this person or program may see. */
import { type ClaimedJob, type PrintJobView, printTicket } from '@parley/contract/api/printing.ts';
import type { MerchantId } from '@parley/contract/values/id.ts';
import { handling, managing, type Role, selling } from '@parley/contract/values/role.ts';
import type { Secrets } from '../../../foundation/secrets/secrets.ts';
import type { Claimed } from './claim-job.ts';
import { fileLink, sheetsLink } from './job-links.ts';
import type { JobView } from './print-job-list.store.ts';

export interface Viewer {
  readonly merchantId: MerchantId;
  readonly role: Role;
  readonly isAgent: boolean;
}

export interface Signing {
  readonly secrets: Pick<Secrets, 'signToken'>;
  readonly publicUrl: string;
  readonly now: Date;
}

/** People who handle the paper or sell it. */
export const printing: readonly Role[] = [...new Set<Role>([...selling, ...handling, 'print_operator', 'platform_admin'])];
const runsShop = (role: Role): boolean => role === 'platform_admin' || managing.includes(role);

export function jobAnswer(view: JobView, viewer: Viewer, signing: Signing): PrintJobView {
  const isNear = !viewer.isAgent && printing.includes(viewer.role);
  const link = (part: 'preview' | 'pages') => fileLink(signing, viewer.merchantId, view.file_id, part, signing.now);
  return {
    id: view.id,
    order_id: view.order_id,
    order_number: view.order_number,
    customer_name: view.customer_name,
    file: {
      id: view.file_id,
      name: view.file_name,
      kind: view.file_kind,
      pages: view.file_pages,
      state: view.file_state,
      refusal: view.file_refusal,
      warning: view.file_warning,
      preview_url: isNear && view.has_preview ? link('preview') : null,
      pages_url: !viewer.isAgent && runsShop(viewer.role) && view.has_pages ? link('pages') : null,
      wiped_at: iso(view.wiped_at),
    },
    ticket: printTicket.parse(view.ticket),
    printed_sides: view.printed_sides,
    sheets: view.sheets,
    rush: view.is_rush,
    status: view.state,
    failure: view.failure,
    printer: named(view.printer_id, view.printer_name),
    meant_for: named(view.pinned_printer_id, view.pinned_printer_name),
    attempt: view.attempt,
    cancel_asked: view.cancel_asked_at !== null && view.state === 'printing',
    reprint_of: view.reprint_of,
    reprint_reason: view.reprint_reason,
    pickup_code: isNear ? view.pickup_code : null,
    handed_over: view.handed_over_at && { at: view.handed_over_at.toISOString(), by: view.handed_over_by },
    refund_due: view.refund_due,
    created_at: view.created_at.toISOString(),
    queued_at: iso(view.queued_at),
    started_at: iso(view.started_at),
    ended_at: iso(view.ended_at),
  };
}

/** @param orderNumber stands on the printer's own list of jobs. */
export function claimedAnswer(claimed: Claimed, orderNumber: string, merchantId: MerchantId, signing: Signing): ClaimedJob {
  const { job, lease, leasedUntil, sheets } = claimed;
  return {
    id: job.id,
    lease,
    lease_until: leasedUntil.toISOString(),
    attempt: job.attempt,
    file_url: sheetsLink(signing, merchantId, job.id, lease, signing.now),
    file_sha256: sheets.sha256,
    file_bytes: sheets.bytes,
    pages: sheets.pages,
    title: `${orderNumber} ${sheets.fileName}`.slice(0, 120),
    ticket: job.ticket,
  };
}

function named(id: string | null, name: string | null): { readonly id: string; readonly name: string } | null {
  return id === null || name === null ? null : { id, name };
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
