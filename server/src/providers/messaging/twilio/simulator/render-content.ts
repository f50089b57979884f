/** A content with the variables of one message → what WhatsApp is sent, within the limits that hold without approval. Pure. */
import { z } from 'zod';
import type { LedgerContent } from './ledger.ts';

type WireObject = Readonly<Record<string, unknown>>;

/** A refusal at once (`21656`), or one that is told later by status. */
export type Rendered = { readonly message: WireObject; readonly body: string } | { readonly code: number; readonly text: string };

const slot = /\{\{\s*(\w{1,16})\s*\}\}/g;
const upTo = (most: number) => z.string().trim().min(1).max(most);

const kinds: Readonly<Record<string, (type: unknown) => WireObject | undefined>> = {
  'twilio/text': (type) => {
    const parsed = z.object({ body: upTo(1_600) }).safeParse(type);
    return parsed.success ? { type: 'text', text: { body: parsed.data.body } } : undefined;
  },
  'twilio/quick-reply': (type) => {
    const action = z.object({ title: upTo(20), id: upTo(200) });
    const parsed = z.object({ body: upTo(1_024), actions: z.array(action).min(1).max(3) }).safeParse(type);
    if (!parsed.success) return undefined;
    const buttons = parsed.data.actions.map((reply) => ({ type: 'reply', reply: { id: reply.id, title: reply.title } }));
    return interactive({ type: 'button', body: { text: parsed.data.body }, action: { buttons } });
  },
  'twilio/list-picker': (type) => {
    const item = z.object({ item: upTo(24), id: upTo(200), description: upTo(72).optional() });
    const parsed = z.object({ body: upTo(1_024), button: upTo(20), items: z.array(item).min(1).max(10) }).safeParse(type);
    if (!parsed.success) return undefined;
    const { body, button, items } = parsed.data;
    const rows = items.map(({ item: title, id, description }) => ({ id, title, ...(description === undefined ? {} : { description }) }));
    return interactive({ type: 'list', body: { text: body }, action: { button, sections: [{ rows }] } });
  },
  'twilio/call-to-action': (type) => {
    const action = z.object({ type: z.literal('URL'), title: upTo(20), url: z.url() });
    const parsed = z.object({ body: upTo(1_024), actions: z.array(action).length(1) }).safeParse(type);
    const [button] = parsed.success ? parsed.data.actions : [];
    if (!parsed.success || !button) return undefined;
    const parameters = { display_text: button.title, url: button.url };
    return interactive({ type: 'cta_url', body: { text: parsed.data.body }, action: { name: 'cta_url', parameters } });
  },
};

function interactive(body: WireObject): WireObject {
  return { type: 'interactive', interactive: body };
}

/** @param variables as posted: JSON of an object of texts. */
export function renderContent(content: LedgerContent, variables: string | null): Rendered {
  const values = readVariables(variables);
  if (values === undefined) return { code: 21_656, text: 'The ContentVariables Parameter is invalid' };
  // What is not given is shown as its sample, however silly that looks.
  const filled = fill(content.types, { ...content.variables, ...values });
  const [name, type] = Object.entries(filled as Record<string, unknown>)[0] ?? ['', undefined];
  const message = kinds[name]?.(type);
  if (!message) return { code: 63_021, text: `Channel invalid content error: ${name}` };
  const body = z.looseObject({ body: z.string() }).safeParse(type);
  return { message, body: body.success ? body.data.body : '' };
}

/** Undefined where they are no object of texts, or one of them is blank, too long or has line breaks. */
export function readVariables(variables: string | null): Readonly<Record<string, string>> | undefined {
  if (variables === null || variables === '') return {};
  try {
    const parsed = z
      .record(
        z.string().max(16),
        z
          .string()
          .max(255)
          .regex(/^[^\r\n\t]*\S[^\r\n\t]*$/),
      )
      .safeParse(JSON.parse(variables));
    return parsed.success && Object.keys(parsed.data).length <= 100 ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

export function fill(value: unknown, values: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return value.replace(slot, (whole, name: string) => values[name] ?? whole);
  if (Array.isArray(value)) return value.map((each) => fill(each, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fill(each, values)]));
}
