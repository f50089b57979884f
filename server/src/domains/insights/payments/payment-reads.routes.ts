/** HTTP of payments as lists: payments, refunds, open links, what needs a person, what lies at the gateways. Reads only. */
import { idParam, pageOf, successOf } from '@parley/contract/api/envelope.ts';
import {
  attentionQuery,
  attentionRow,
  clearingAnswer,
  openLinkQuery,
  openLinkRow,
  paymentDetail,
  paymentListQuery,
  paymentRow,
  refundListQuery,
  refundRow,
} from '@parley/contract/api/payments.ts';
import { ok, refuse } from '@parley/contract/values/result.ts';
import type { Role } from '@parley/contract/values/role.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Edge } from '../../../foundation/http/edge-parts.ts';
import { readPage, readWith } from '../../../foundation/http/perform.ts';
import { sendCsv, wantsCsv } from '../../../foundation/http/send-csv.ts';
import type { Books } from '../../books/index.ts';
import { clearingByGateway, listAttention } from './attention.store.ts';
import { attentionAnswer, clearingOf, openLinkAnswer, paymentRowAnswer, paymentTable, refundRowAnswer } from './payment-answer.ts';
import { listOpenLinks, listPayments, listRefunds } from './payment-list.store.ts';

export interface PaymentReadsDeps {
  readonly clock: Clock;
  readonly books: Pick<Books, 'today' | 'balance' | 'totals'>;
}

const watching: readonly Role[] = ['owner', 'manager', 'accountant', 'viewer'];
const config = { access: watching };

export function paymentReads(deps: PaymentReadsDeps) {
  return async (app: Edge): Promise<void> => {
    mountPayments(app, deps);
    mountLists(app, deps);
    mountClearing(app, deps);
  };
}

function mountPayments(app: Edge, { clock }: PaymentReadsDeps): void {
  app.get(
    '/payments',
    { config, schema: { querystring: paymentListQuery, response: { 200: pageOf(paymentRow) } } },
    async (request, reply) => {
      const { query } = request;
      if (!wantsCsv(request))
        return readPage(request, reply, async (tx) => {
          const { items, total } = await listPayments(tx, query, query);
          return ok({ items: items.map(paymentRowAnswer), total });
        });
      const { data } = await readWith(request, reply, async (tx) => ok((await listPayments(tx, query)).items.map(paymentRowAnswer)));
      return sendCsv(reply, 'payments', paymentTable(data));
    },
  );
  app.get('/payments/:id', { config, schema: { params: idParam, response: { 200: successOf(paymentDetail) } } }, (request, reply) =>
    readWith(request, reply, async (tx) => {
      const { id } = request.params;
      const [row] = (await listPayments(tx, { id })).items;
      if (!row) return refuse('payment.not_found');
      const refunds = (await listRefunds(tx, { paymentId: id, now: clock.now() })).items.map(refundRowAnswer);
      const drill = `/accounting/journal-entries?subject=payment:${id}`;
      return ok({ ...paymentRowAnswer(row), link_id: row.link_id, recorded_at: row.recorded_at.toISOString(), refunds, drill });
    }),
  );
}

function mountLists(app: Edge, { clock }: PaymentReadsDeps): void {
  app.get(
    '/payments/refunds',
    { config, schema: { querystring: refundListQuery, response: { 200: pageOf(refundRow) } } },
    (request, reply) =>
      readPage(request, reply, async (tx) => {
        const { items, total } = await listRefunds(tx, { state: request.query.state, now: clock.now() }, request.query);
        return ok({ items: items.map(refundRowAnswer), total });
      }),
  );
  app.get('/payments/links', { config, schema: { querystring: openLinkQuery, response: { 200: pageOf(openLinkRow) } } }, (request, reply) =>
    readPage(request, reply, async (tx) => {
      const { items, total } = await listOpenLinks(tx, request.query);
      return ok({ items: items.map(openLinkAnswer), total });
    }),
  );
  app.get(
    '/payments/attention',
    { config, schema: { querystring: attentionQuery, response: { 200: pageOf(attentionRow) } } },
    (request, reply) =>
      readPage(request, reply, async (tx) => {
        const { items, total } = await listAttention(tx, clock.now(), request.query);
        return ok({ items: items.map(attentionAnswer), total });
      }),
  );
}

function mountClearing(app: Edge, { books }: PaymentReadsDeps): void {
  app.get('/payments/clearing', { config, schema: { response: { 200: successOf(clearingAnswer) } } }, (request, reply) =>
    readWith(request, reply, async (tx) => {
      const { currency } = await books.today(tx);
      const account = (await books.totals(tx, {})).find((each) => each.role === 'clearing');
      const clearing = (await books.balance(tx, 'clearing')).minor;
      const refundsDue = (await books.balance(tx, 'refunds_due')).minor;
      return ok(clearingOf(await clearingByGateway(tx), { clearing, refundsDue, currency, account: account?.id ?? 'clearing' }));
    }),
  );
}
