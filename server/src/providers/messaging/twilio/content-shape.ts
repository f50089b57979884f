/** Buttons, lists and link buttons as a content of Twilio's: a shape that can be created once, and the values of this one message. Pure. */
import { createHash } from 'node:crypto';
import type { OutboundContent } from '../messaging.port.ts';
import { createSlots, flat, type Slots } from './content-layout.ts';
import { twilioLimits } from './limits.ts';

export interface ShapedContent {
  /** `{ 'twilio/quick-reply': {…} }`, without a word of this message. */
  readonly types: Readonly<Record<string, unknown>>;
  /** By the number of the variable. */
  readonly values: Readonly<Record<string, string>>;
  /** Equal for contents that differ in their words alone. */
  readonly hash: string;
}

type Of<K extends OutboundContent['kind']> = Extract<OutboundContent, { kind: K }>;
export type Shapeable = Of<'buttons'> | Of<'list'> | Of<'link_button'>;

/** Undefined where Twilio cannot show it so; a header and a footer must be in the body by now. */
export function shapeOf(content: Shapeable): ShapedContent | undefined {
  if (content.body.length > twilioLimits.body || content.header !== undefined || content.footer !== undefined) return undefined;
  const slots = createSlots();
  const types = typesOf(content, slots);
  if (types === undefined || slots.count() > twilioLimits.variables) return undefined;
  if (!Object.values(slots.values).every(fitsVariable)) return undefined;
  const hash = createHash('sha256').update(JSON.stringify(types)).digest('hex').slice(0, 40);
  return { types, values: slots.values, hash };
}

function fitsVariable(value: string): boolean {
  return value.trim() !== '' && value.length <= twilioLimits.variable && !/[\r\n\t]/.test(value);
}

function typesOf(content: Shapeable, slots: Slots): ShapedContent['types'] | undefined {
  switch (content.kind) {
    case 'buttons':
      return quickReply(content, slots);
    case 'list':
      return listPicker(content, slots);
    default:
      return callToAction(content, slots);
  }
}

function quickReply({ body, buttons }: Of<'buttons'>, slots: Slots): ShapedContent['types'] | undefined {
  const fits = buttons.length >= 1 && buttons.length <= twilioLimits.buttons;
  if (!fits || buttons.some(({ id, title }) => id.length > twilioLimits.id || title.length > twilioLimits.buttonTitle)) return undefined;
  return {
    'twilio/quick-reply': {
      body: slots.text(body),
      actions: buttons.map(({ id, title }) => ({ type: 'QUICK_REPLY', title: slots.one(flat(title)), id: slots.one(id) })),
    },
  };
}

function listPicker({ body, button, sections }: Of<'list'>, slots: Slots): ShapedContent['types'] | undefined {
  const rows = sections[0]?.rows ?? [];
  // They have one section: with more, the headings between the rows would be lost.
  if (sections.length !== 1 || rows.length < 1 || rows.length > twilioLimits.rows || button.length > twilioLimits.listButton)
    return undefined;
  for (const { id, title, description = '' } of rows)
    if (id.length > twilioLimits.id || title.length > twilioLimits.rowTitle || description.length > twilioLimits.rowDescription)
      return undefined;
  return {
    'twilio/list-picker': {
      body: slots.text(body),
      button: slots.one(flat(button)),
      items: rows.map(({ id, title, description }) => ({
        item: slots.one(flat(title)),
        id: slots.one(id),
        ...(description === undefined || flat(description) === '' ? {} : { description: slots.one(flat(description)) }),
      })),
    },
  };
}

/** Label and origin stand in the shape: of an address only the end may vary. */
function callToAction({ body, label, url }: Of<'link_button'>, slots: Slots): ShapedContent['types'] | undefined {
  if (label.length > twilioLimits.buttonTitle || !URL.canParse(url)) return undefined;
  const base = `${new URL(url).origin}/`;
  const end = url.startsWith(base) ? url.slice(base.length) : undefined;
  if (end === undefined || end.length > twilioLimits.variable || /[\s{}]/.test(end)) return undefined;
  return {
    'twilio/call-to-action': {
      body: slots.text(body),
      actions: [{ type: 'URL', title: flat(label), url: base + (end === '' ? '' : slots.one(end)) }],
    },
  };
}
