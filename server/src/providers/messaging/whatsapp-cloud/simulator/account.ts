/** What else the service knows of a business: its number, its settings, its templates, and where webhooks go. */
import { z } from 'zod';
import type { RouteCall } from '../../../simulation/router.ts';
import type { RegisteredNumber } from '../phone.port.ts';
import type { Exchange } from './exchange.ts';
import { answerFault, graphFault } from './graph-fault.ts';
import { type SimulatedTemplate, slotsOf } from './templates.ts';

export function describeNumber(number: RegisteredNumber, { url }: RouteCall): Response {
  const all: Readonly<Record<string, unknown>> = {
    verified_name: number.verifiedName,
    display_phone_number: number.displayPhone,
    quality_rating: 'GREEN',
    code_verification_status: 'VERIFIED',
    name_status: 'APPROVED',
    platform_type: 'CLOUD_API',
    throughput: { level: 'STANDARD' },
  };
  const asked = url.searchParams.get('fields')?.split(',') ?? ['verified_name', 'display_phone_number', 'quality_rating'];
  return Response.json({
    ...Object.fromEntries(asked.filter((name) => name in all).map((name) => [name, all[name]])),
    id: number.phoneNumberId,
  });
}

const registration = z.looseObject({ messaging_product: z.literal('whatsapp'), pin: z.string().regex(/^\d{6}$/) });

export async function registerNumber({ request }: RouteCall): Promise<Response> {
  const parsed = registration.safeParse(await request.json().catch(() => undefined));
  return parsed.success ? Response.json({ success: true }) : answerFault(graphFault(100, 'The parameter pin must have six digits.'));
}

export async function commerceSettings({ world }: Exchange, number: RegisteredNumber, { request, url }: RouteCall): Promise<Response> {
  const id = number.phoneNumberId;
  const settings = world.commerce.get(id) ?? { is_cart_enabled: true, is_catalog_visible: false };
  if (request.method === 'GET') return Response.json({ data: [{ id, ...settings }] });
  const json: unknown = await request.json().catch(() => ({}));
  const told = { ...Object.fromEntries(url.searchParams), ...(json as object) };
  const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]).optional();
  const parsed = z.looseObject({ is_cart_enabled: flag, is_catalog_visible: flag }).safeParse(told);
  if (!parsed.success) return answerFault(graphFault(100, 'is_cart_enabled and is_catalog_visible must be true or false.'));
  world.commerce.set(id, {
    is_cart_enabled: parsed.data.is_cart_enabled ?? settings.is_cart_enabled,
    is_catalog_visible: parsed.data.is_catalog_visible ?? settings.is_catalog_visible,
  });
  world.onChange(undefined);
  return Response.json({ success: true });
}

const override = z.looseObject({ override_callback_uri: z.url().max(200), verify_token: z.string().min(1) });

/** With an address of its own it is asked first, as at any subscription: the challenge must come back. */
export async function subscribeApp(exchange: Exchange, numbers: readonly RegisteredNumber[], { request }: RouteCall): Promise<Response> {
  if (request.method === 'GET') return Response.json({ data: [{ whatsapp_business_api_data: { name: 'Parley' } }] });
  const parsed = override.safeParse(await request.json().catch(() => undefined));
  if (request.method === 'DELETE' || !parsed.success) return Response.json({ success: true });
  const { override_callback_uri: address, verify_token: token } = parsed.data;
  const challenge = String(Math.floor(exchange.random() * 1e9));
  const asked = new URL(address);
  asked.search = new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.challenge': challenge, 'hub.verify_token': token }).toString();
  const echo = await exchange.fetch(asked).then(
    async (response) => (response.status === 200 ? await response.text() : undefined),
    () => undefined,
  );
  if (echo !== challenge) return answerFault(graphFault(2200, 'Callback verification failed.'));
  for (const number of numbers) exchange.world.numbers.set(number.phoneNumberId, { ...number, webhookUrl: address });
  exchange.world.onChange(undefined);
  return Response.json({ success: true });
}

export function listTemplates({ templates }: Exchange, { url }: RouteCall): Response {
  const wanted = (name: string, value: string): boolean => [null, value].includes(url.searchParams.get(name));
  const data = templates.filter((each) => wanted('name', each.name) && wanted('language', each.language)).map(describeTemplate);
  return Response.json({ data, paging: {} });
}

function describeTemplate(template: SimulatedTemplate): Readonly<Record<string, unknown>> {
  const { name, language, category, body, header, footer, buttons = [] } = template;
  const named = slotsOf(body).some((slot) => /\D/.test(slot));
  return {
    id: `${name}-${language}`,
    name,
    language,
    status: 'APPROVED',
    category: category.toUpperCase(),
    parameter_format: named ? 'NAMED' : 'POSITIONAL',
    components: [
      ...(header ? [{ type: 'HEADER', ...header }] : []),
      { type: 'BODY', text: body },
      ...(footer === undefined ? [] : [{ type: 'FOOTER', text: footer }]),
      ...(buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons }]),
    ],
  };
}
