/**
 * HTTP of customers for staff: list, look, change, consent, merge, export, erase. What other rooms know of a person comes through functions
 * that the composition root hands over. Merging and erasing cannot be taken back, so they need the caller's own code.
 */
import {
  type ContactDetailAnswer,
  type ContactExport,
  consentRequest,
  contactAnswer,
  contactChange,
  contactDetailAnswer,
  contactExport,
  contactQuery,
  mergeRequest,
} from '@parley/contract/api/contacts.ts';
import { idParam, pageOf, successOf } from '@parley/contract/api/envelope.ts';
import { emptyRequest } from '@parley/contract/api/orders.ts';
import { SECOND_FACTOR_HEADER, secondFactorHeaders } from '@parley/contract/api/two-factor.ts';
import type { CustomerId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { managing, type Role, selling } from '@parley/contract/values/role.ts';
import { z } from 'zod';
import type { Tx } from '../../../foundation/db/database.ts';
import { type Actor, actorOf } from '../../../foundation/http/actor.ts';
import type { Edge } from '../../../foundation/http/edge-parts.ts';
import { type PerformRequest, perform, readPage, readWith, valueOf } from '../../../foundation/http/perform.ts';
import { sendCsv, wantsCsv } from '../../../foundation/http/send-csv.ts';
import type { AuditTrail, SecondFactors } from '../../merchants/index.ts';
import type { Customers } from '../customer.ts';
import { contactAnswerOf, contactDetailOf } from './contact-answer.ts';
import { contactTable } from './contact-table.ts';

export interface ContactRoutesDeps {
  readonly customers: Pick<Customers, 'contacts' | 'addresses'>;
  readonly audit: AuditTrail;
  readonly checkSecondFactor: SecondFactors['checkSecondFactor'];
  /** Newest first, a few. */
  recentOrders(tx: Tx, id: CustomerId): Promise<ContactDetailAnswer['orders']>;
  threadOf(tx: Tx, id: CustomerId): Promise<string | undefined>;
  /** All that is kept about a person elsewhere, for them to take along. */
  everythingOf(tx: Tx, id: CustomerId): Promise<Omit<ContactExport, 'contact'>>;
}

const seeing: readonly Role[] = [...selling, 'accountant', 'viewer'];
const CSV_ROWS = 50_000;

/** `edge.register(contactRoutes(deps), { prefix: '/api/v1' })` */
export function contactRoutes(deps: ContactRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    readingRoutes(app, deps);
    changingRoutes(app, deps);
    finalRoutes(app, deps);
  };
}

function readingRoutes(app: Edge, deps: ContactRoutesDeps): void {
  const { contacts } = deps.customers;
  const listQuery = contactQuery.extend({ format: z.enum(['json', 'csv']).optional() });
  app.get(
    '/contacts',
    { config: { access: seeing }, schema: { querystring: listQuery, response: { 200: pageOf(contactAnswer) } } },
    async (request, reply) => {
      const { query } = request;
      if (!wantsCsv(request))
        return readPage(request, reply, async (tx) => {
          const found = await contacts.list(tx, query);
          return ok({ items: found.items.map(contactAnswerOf), total: found.total });
        });
      const { data } = await readWith(request, reply, async (tx) => ok(await contacts.list(tx, { ...query, page: 1, limit: CSV_ROWS })));
      return sendCsv(reply, 'customers', contactTable(data.items.map(contactAnswerOf)));
    },
  );
  app.get(
    '/contacts/:id',
    { config: { access: seeing }, schema: { params: idParam, response: { 200: successOf(contactDetailAnswer) } } },
    (request, reply) => readWith(request, reply, (tx) => detailOf(deps, tx, request.params.id as CustomerId)),
  );
}

function changingRoutes(app: Edge, deps: ContactRoutesDeps): void {
  const { contacts } = deps.customers;
  const response = { 200: successOf(contactDetailAnswer) };
  app.patch(
    '/contacts/:id',
    { config: { access: selling }, schema: { params: idParam, body: contactChange, response } },
    (request, reply) =>
      perform(request, reply, async (tx, actor) => {
        const id = request.params.id as CustomerId;
        const { name, note, labels, language } = request.body;
        const edit = { ...(name !== undefined && { name }), ...(labels && { labels }), ...(language && { language }) };
        const changed = await contacts.change(tx, id, { ...edit, ...(note === undefined ? {} : { note: note === '' ? null : note }) });
        if (!changed.ok) return changed;
        // Which fields, never what stands in them: an erased person is not to be found in the log.
        await tell(deps, tx, request, { action: 'contact.changed', id, actor, after: { fields: Object.keys(request.body) } });
        return detailOf(deps, tx, id);
      }),
  );
  app.post(
    '/contacts/:id/consent',
    { config: { access: selling }, schema: { params: idParam, body: consentRequest, response } },
    (request, reply) =>
      perform(request, reply, async (tx, actor) => {
        const id = request.params.id as CustomerId;
        const recorded = await contacts.recordConsent(tx, id, { ...request.body, actor: nameOf(actor) });
        if (!recorded.ok) return recorded;
        const { wants_marketing, source } = request.body;
        await tell(deps, tx, request, { action: 'contact.consent', id, actor, after: { wants_marketing, source } });
        return detailOf(deps, tx, id);
      }),
  );
  app.post(
    '/contacts/:id/export',
    { config: { access: managing }, schema: { params: idParam, body: emptyRequest, response: { 200: successOf(contactExport) } } },
    (request, reply) =>
      perform(request, reply, async (tx, actor) => {
        const id = request.params.id as CustomerId;
        const contact = await detailOf(deps, tx, id);
        if (!contact.ok) return contact;
        const rest = await deps.everythingOf(tx, id);
        await tell(deps, tx, request, { action: 'contact.exported', id, actor });
        return ok({ contact: contact.value, ...rest });
      }),
  );
}

function finalRoutes(app: Edge, deps: ContactRoutesDeps): void {
  const { contacts } = deps.customers;
  const headers = secondFactorHeaders;
  app.post(
    '/contacts/:id/merge',
    {
      config: { access: managing },
      schema: { params: idParam, headers, body: mergeRequest, response: { 200: successOf(contactDetailAnswer) } },
    },
    async (request, reply) => {
      valueOf(await deps.checkSecondFactor(actorOf(request), request.headers[SECOND_FACTOR_HEADER]));
      return perform(request, reply, async (tx, actor) => {
        const [id, otherId] = [request.params.id as CustomerId, request.body.other_id as CustomerId];
        const kept = await contacts.merge(tx, id, otherId);
        if (!kept.ok) return kept;
        const gone = kept.value === id ? otherId : id;
        await tell(deps, tx, request, { action: 'contact.merged', id: kept.value, actor, after: { gone } });
        return detailOf(deps, tx, kept.value);
      });
    },
  );
  const erased = successOf(z.object({ id: z.uuid(), erased: z.literal(true) }));
  app.post(
    '/contacts/:id/erase',
    { config: { access: managing }, schema: { params: idParam, headers, body: emptyRequest, response: { 200: erased } } },
    async (request, reply) => {
      valueOf(await deps.checkSecondFactor(actorOf(request), request.headers[SECOND_FACTOR_HEADER]));
      return perform(request, reply, async (tx, actor) => {
        const id = request.params.id as CustomerId;
        const gone = await contacts.erase(tx, id);
        if (!gone.ok) return gone;
        await tell(deps, tx, request, { action: 'contact.erased', id, actor });
        return ok({ id, erased: true as const });
      });
    },
  );
}

async function detailOf(deps: ContactRoutesDeps, tx: Tx, id: CustomerId): Promise<Result<ContactDetailAnswer>> {
  const row = await deps.customers.contacts.get(tx, id);
  if (!row) return refuse('customer.not_found');
  return ok(
    contactDetailOf(row, {
      addresses: await deps.customers.addresses(tx, id),
      consents: await deps.customers.contacts.consents(tx, id),
      orders: await deps.recentOrders(tx, id),
      threadId: await deps.threadOf(tx, id),
    }),
  );
}

interface Told {
  readonly action: string;
  readonly id: CustomerId;
  readonly actor: Actor;
  readonly after?: unknown;
}

async function tell(deps: ContactRoutesDeps, tx: Tx, request: PerformRequest & { readonly id: string }, told: Told): Promise<void> {
  const { id, ...record } = told;
  await deps.audit.record(tx, { ...record, subject: { kind: 'customer', id }, requestId: request.id });
}

function nameOf(actor: Actor): string {
  return `${actor.kind}:${actor.id}`;
}
