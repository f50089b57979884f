/** Approved templates of the stand-in: what a template message must bring, and how it reads on the phone. */
import { type GraphFault, graphFault } from './graph-fault.ts';
import type { TemplateBody, TemplateComponent } from './outbound-schema.ts';

export interface SimulatedTemplate {
  readonly name: string;
  readonly language: string;
  readonly category: 'utility' | 'marketing' | 'authentication';
  /** With `{{1}}`, `{{2}}` or `{{name}}`; how many distinct ones there are is how many parameters must come. */
  readonly body: string;
  readonly header?: { readonly format: 'TEXT'; readonly text: string } | { readonly format: 'IMAGE' | 'DOCUMENT' };
  readonly footer?: string;
  readonly buttons?: readonly {
    readonly type: 'QUICK_REPLY' | 'URL' | 'COPY_CODE';
    readonly text: string;
    /** Ends in `{{1}}` where the button takes a parameter. */
    readonly url?: string;
  }[];
}

export interface RenderedTemplate {
  readonly header?: string;
  readonly body: string;
  readonly footer?: string;
  readonly buttons: readonly { readonly type: string; readonly text: string; readonly payload?: string; readonly url?: string }[];
}

const slot = /\{\{\s*([a-z0-9_]+)\s*\}\}/g;

export function slotsOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(slot)].map((found) => found[1] ?? ''))];
}

export function findTemplate(
  templates: readonly SimulatedTemplate[],
  { name, language }: TemplateBody,
): { readonly template: SimulatedTemplate } | { readonly fault: GraphFault } {
  const template = templates.find((each) => each.name === name && each.language === language.code);
  return template ? { template } : { fault: graphFault(132001, `template name (${name}) does not exist in ${language.code}`) };
}

/** The fault the service would answer with, or undefined. */
export function templateFault(template: SimulatedTemplate, { components = [] }: TemplateBody): GraphFault | undefined {
  return (
    countFault('body', parametersOf(components, 'body').length, slotsOf(template.body).length) ??
    headerFault(template, components) ??
    buttonFault(template, components) ??
    textFault(components)
  );
}

function countFault(where: string, given: number, expected: number): GraphFault | undefined {
  if (given === expected) return undefined;
  return graphFault(132000, `${where}: number of localizable_params (${given}) does not match the expected number of params (${expected})`);
}

function headerFault({ header }: SimulatedTemplate, components: readonly TemplateComponent[]): GraphFault | undefined {
  const given = parametersOf(components, 'header');
  if (!header || header.format === 'TEXT') return countFault('header', given.length, header ? slotsOf(header.text).length : 0);
  const wanted = header.format.toLowerCase();
  if (given.length === 1 && given[0]?.type === wanted) return undefined;
  return graphFault(132012, `header: Format mismatch, expected ${header.format}, received ${given[0]?.type.toUpperCase() ?? 'UNKNOWN'}`);
}

function buttonFault({ buttons = [] }: SimulatedTemplate, components: readonly TemplateComponent[]): GraphFault | undefined {
  for (const component of components) {
    if (component.type !== 'button') continue;
    const button = buttons[Number(component.index)];
    if (button?.type.toLowerCase() === component.sub_type) continue;
    return graphFault(132000, `buttons: there is no ${component.sub_type} button at index ${component.index}`);
  }
  for (const [index, button] of buttons.entries()) {
    const needed = button.type === 'COPY_CODE' || (button.type === 'URL' && slotsOf(button.url ?? '').length > 0);
    if (needed && !buttonText(components, index)) return graphFault(132000, `buttons: Button at index ${index} requires a parameter`);
  }
  return undefined;
}

function textFault(components: readonly TemplateComponent[]): GraphFault | undefined {
  const texts = components.flatMap((component) => component.parameters ?? []).map((parameter) => parameter.text ?? '');
  if (!texts.some((text) => /[\n\t]| {5}/.test(text))) return undefined;
  return graphFault(132018, 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces');
}

function parametersOf(components: readonly TemplateComponent[], type: string): NonNullable<TemplateComponent['parameters']> {
  return components.find((component) => component.type === type)?.parameters ?? [];
}

function buttonText(components: readonly TemplateComponent[], index: number): string | undefined {
  const component = components.find((each) => each.type === 'button' && Number(each.index) === index);
  const parameter = component?.parameters?.[0];
  const text = parameter?.text ?? parameter?.['payload'] ?? parameter?.['coupon_code'];
  return typeof text === 'string' ? text : undefined;
}

/** How the template reads with these parameters; named ones by name, others by their order. */
export function renderTemplate(template: SimulatedTemplate, { components = [] }: TemplateBody): RenderedTemplate {
  const { header, footer, buttons = [] } = template;
  return {
    ...(header?.format === 'TEXT' ? { header: filledIn(header.text, parametersOf(components, 'header')) } : {}),
    body: filledIn(template.body, parametersOf(components, 'body')),
    ...(footer === undefined ? {} : { footer }),
    buttons: buttons.map(({ type, text, url }, index) => {
      const given = buttonText(components, index);
      if (type === 'URL') return { type, text, url: (url ?? '').replace(slot, given ?? '') };
      return { type, text, payload: given ?? text };
    }),
  };
}

function filledIn(text: string, parameters: NonNullable<TemplateComponent['parameters']>): string {
  const slots = slotsOf(text);
  return text.replace(slot, (whole, name: string) => {
    const named = parameters.find((parameter) => parameter.parameter_name === name);
    return (named ?? parameters[slots.indexOf(name)])?.text ?? whole;
  });
}
