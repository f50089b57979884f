/**
 * A template of ours (name, language, parameters in order) as a content that was approved at Twilio: which one it is, and which variable
 * each parameter belongs to. Pure. A variable left out would show its sample to a customer, so then nothing is sent.
 */
import type { MediaSource, OutboundContent } from '../messaging.port.ts';
import { type ContentParts, contentParts, type ListedContent } from './wire.ts';

export type Template = Extract<OutboundContent<MediaSource>, { kind: 'template' }>;

/** Approved before anything else; of several the first they list. */
export function findTemplate(listed: readonly ListedContent[], { name, language }: Template): ListedContent | undefined {
  const fitting = listed.filter(
    (each) => (each.friendly_name === name || each.approval_requests?.name === name) && plain(each.language ?? '') === plain(language),
  );
  return fitting.find((each) => each.approval_requests?.status === 'approved') ?? fitting[0];
}

function plain(language: string): string {
  return language.replace('-', '_').toLowerCase();
}

/** What is missing or too much, in words, or the values by variable. */
export function templateValues(
  { types }: ListedContent,
  template: Template,
  linkOf: (source: MediaSource) => string | undefined,
): { readonly values: Readonly<Record<string, string>> } | { readonly problem: string } {
  const [first] = Object.values(types ?? {});
  const parsed = contentParts.safeParse(first ?? {});
  if (!parsed.success) return { problem: 'the content has a form we do not know' };
  const values: Record<string, string> = {};
  const problem =
    fillHeader(values, parsed.data, template, linkOf) ??
    fillBody(values, parsed.data, template) ??
    fillButtons(values, parsed.data, template);
  return problem === undefined ? { values } : { problem };
}

type Values = Record<string, string>;

function fillHeader(
  values: Values,
  parts: ContentParts,
  { header }: Template,
  linkOf: (source: MediaSource) => string | undefined,
): string | undefined {
  const text = slotsOf(parts.header_text ?? '');
  if (text.length > 1) return 'the header has several variables';
  if (text[0] !== undefined) {
    if (header?.text === undefined) return 'the header needs a text';
    values[text[0]] = header.text;
  }
  const pattern = [parts.media ?? []].flat()[0] ?? '';
  const [file] = slotsOf(pattern);
  if (file === undefined) return undefined;
  const source = header?.image ?? header?.document?.source;
  const link = source === undefined ? undefined : linkOf(source);
  if (link === undefined) return 'the header needs a file';
  const end = endOf(pattern, link);
  if (end === undefined) return 'the file does not lie where the template takes files from';
  values[file] = end;
  return undefined;
}

function fillBody(values: Values, parts: ContentParts, { body = [] }: Template): string | undefined {
  const slots = slotsOf(parts.body ?? parts.title ?? '');
  if (slots.length !== body.length) return `the body takes ${slots.length} parameters, ${body.length} were given`;
  for (const [index, parameter] of body.entries()) {
    const slot = parameter.name ?? slots[index];
    if (slot === undefined || !slots.includes(slot)) return `the body has no variable ${parameter.name ?? index + 1}`;
    values[slot] = parameter.text;
  }
  return undefined;
}

function fillButtons(values: Values, { actions }: ContentParts, { buttons = [] }: Template): string | undefined {
  for (const [index, action] of (actions ?? []).entries()) {
    const pattern = action.url ?? action.code ?? action.id ?? '';
    const [slot] = slotsOf(pattern);
    const given = buttons.find((button) => button.index === index);
    if (slot === undefined) continue;
    if (given === undefined) return `button ${index} needs a parameter`;
    values[slot] = endOf(pattern, given.value) ?? given.value;
  }
  const last = Math.max(-1, ...buttons.map((button) => button.index));
  return last >= (actions ?? []).length ? `there is no button ${last}` : undefined;
}

/** Their names, each once, in the order of the text. */
export function slotsOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{\{\s*(\w{1,16})\s*\}\}/g)].map((found) => found[1] ?? ''))];
}

/** What of `whole` stands behind the fixed beginning of the pattern; undefined where it begins otherwise. */
function endOf(pattern: string, whole: string): string | undefined {
  const fixed = pattern.slice(0, pattern.indexOf('{{'));
  return whole.startsWith(fixed) ? whole.slice(fixed.length) : undefined;
}
