/** The Content API: contents are made, shown, listed and approved. Approval comes at once; what WhatsApp would say of the words is not asked. */
import { z } from 'zod';
import { slotsOf } from '../template-values.ts';
import { answerError } from './answers.ts';
import { type Desk, newSid } from './desk.ts';
import type { LedgerContent } from './ledger.ts';

const known = new Set([
  'twilio/text',
  'twilio/media',
  'twilio/quick-reply',
  'twilio/list-picker',
  'twilio/call-to-action',
  'twilio/card',
  'whatsapp/card',
]);

const newContent = z.object({
  friendly_name: z.string().max(450).optional(),
  language: z.string().min(2).max(12),
  variables: z.record(z.string().max(16), z.string().max(255)).optional(),
  types: z.record(z.string(), z.looseObject({})),
});

export async function createContent(desk: Desk, account: string, request: Request): Promise<Response> {
  const parsed = newContent.safeParse(await request.json().catch(() => undefined));
  if (!parsed.success) return answerError(400, 20_001, `Invalid content: ${parsed.error.issues[0]?.path.join('.') ?? 'no JSON'}`);
  const { friendly_name, language, variables = {}, types } = parsed.data;
  const names = Object.keys(types);
  if (names.length === 0 || names.some((name) => !known.has(name))) return answerError(400, 20_001, 'Invalid content: types');
  const slots = slotsOf(JSON.stringify(types));
  if (slots.length > 100 || slots.some((name) => variables[name] === undefined))
    return answerError(400, 20_001, 'Invalid content: variables');
  const content: LedgerContent = { sid: newSid(desk, 'HX'), account, friendlyName: friendly_name ?? '', language, variables, types };
  desk.ledger.contents.set(content.sid, content);
  desk.save();
  return Response.json(contentJson(desk, content), { status: 201 });
}

export function showContent(desk: Desk, account: string, sid: string): Response {
  const content = ofAccount(desk, account, sid);
  return content ? Response.json(contentJson(desk, content)) : notFound();
}

export function removeContent(desk: Desk, account: string, sid: string): Response {
  if (!ofAccount(desk, account, sid)) return notFound();
  desk.ledger.contents.delete(sid);
  desk.save();
  return new Response(null, { status: 204 });
}

const approval = z.object({ name: z.string().regex(/^[a-z0-9_]{1,512}$/), category: z.enum(['UTILITY', 'MARKETING', 'AUTHENTICATION']) });

export async function approveContent(desk: Desk, account: string, sid: string, request: Request): Promise<Response> {
  const content = ofAccount(desk, account, sid);
  if (!content) return notFound();
  const parsed = approval.safeParse(await request.json().catch(() => undefined));
  if (!parsed.success) return answerError(400, 20_001, 'Invalid approval request');
  // A list cannot be approved.
  if ('twilio/list-picker' in content.types) return answerError(400, 63_021, 'This content type cannot be approved');
  const approved = { ...content, approved: parsed.data };
  desk.ledger.contents.set(sid, approved);
  desk.save();
  knowTemplate(desk, approved);
  return Response.json({ ...parsed.data, status: 'received', rejection_reason: '' }, { status: 201 });
}

/** WhatsApp's stand-in knows an approved content as a template of its own. */
export function knowTemplate(desk: Desk, { sid, language, types, approved }: LedgerContent): void {
  const [type] = Object.values(types);
  const text = z.looseObject({ body: z.string().optional(), title: z.string().optional() }).safeParse(type);
  const body = text.success ? (text.data.body ?? text.data.title) : undefined;
  if (!approved || body === undefined) return;
  const category = approved.category === 'MARKETING' ? 'marketing' : 'utility';
  desk.templates.push({ name: sid.toLowerCase(), language, category, body });
}

/** One page of `PageSize`, from page number `Page`. */
export function listContents(desk: Desk, account: string, url: URL): Response {
  const size = Math.min(Math.max(Number(url.searchParams.get('PageSize') ?? 50) || 50, 1), 500);
  const page = Math.max(Number(url.searchParams.get('Page') ?? 0) || 0, 0);
  const all = [...desk.ledger.contents.values()].filter((each) => each.account === account);
  const shown = all.slice(page * size, (page + 1) * size);
  const next = all.length > (page + 1) * size ? `${desk.publicUrl()}/v1/ContentAndApprovals?PageSize=${size}&Page=${page + 1}` : null;
  const contents = shown.map((each) => ({
    ...contentJson(desk, each),
    approval_requests: each.approved ? { ...each.approved, status: 'approved', rejection_reason: '' } : { name: '', status: 'unsubmitted' },
  }));
  return Response.json({ contents, meta: { page, page_size: size, next_page_url: next, key: 'contents' } });
}

function ofAccount(desk: Desk, account: string, sid: string): LedgerContent | undefined {
  const content = desk.ledger.contents.get(sid);
  return content?.account === account ? content : undefined;
}

function contentJson(
  { clock }: Desk,
  { sid, account, friendlyName, language, variables, types }: LedgerContent,
): Readonly<Record<string, unknown>> {
  return { sid, account_sid: account, friendly_name: friendlyName, language, variables, types, date_created: clock.now().toISOString() };
}

function notFound(): Response {
  return answerError(404, 20_404, 'The requested resource was not found');
}
