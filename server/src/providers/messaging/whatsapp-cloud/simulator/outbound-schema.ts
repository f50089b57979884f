/** What may be posted to `/{number}/messages`, with the service's own limits. Looser than our composer where their documents disagree. */
import { z } from 'zod';
import { type GraphFault, graphFault } from './graph-fault.ts';
import { interactiveBody } from './interactive-schema.ts';
import { fileObject, filled, upTo } from './wire-parts.ts';

const coordinate = (most: number) =>
  z.union([z.number(), z.string().trim().min(1).transform(Number)]).pipe(z.number().min(-most).max(most));

const components = z.array(
  z.looseObject({
    type: z.string(),
    sub_type: z.string().optional(),
    index: z.union([z.string(), z.number()]).optional(),
    parameters: z.array(z.looseObject({ type: z.string(), text: z.string().optional(), parameter_name: z.string().optional() })).optional(),
  }),
);
export type TemplateComponent = z.output<typeof components>[number];

const templateBody = z.looseObject({ name: upTo(512), language: z.looseObject({ code: filled }), components: components.optional() });
export type TemplateBody = z.output<typeof templateBody>;

const bodies = {
  text: z.looseObject({ body: upTo(4_096), preview_url: z.boolean().optional() }),
  image: fileObject.extend({ caption: z.string().max(1_024).optional() }),
  video: fileObject.extend({ caption: z.string().max(1_024).optional() }),
  audio: fileObject,
  sticker: fileObject,
  document: fileObject.extend({ caption: z.string().max(1_024).optional(), filename: z.string().optional() }),
  location: z.looseObject({
    latitude: coordinate(90),
    longitude: coordinate(180),
    name: z.string().optional(),
    address: z.string().optional(),
  }),
  contacts: z
    .array(z.looseObject({ name: z.looseObject({ formatted_name: filled }) }))
    .min(1)
    .max(257),
  reaction: z.looseObject({ message_id: filled, emoji: z.string() }),
  interactive: interactiveBody,
  template: templateBody,
} as const;

export type MessageType = keyof typeof bodies;

const head = z.looseObject({
  recipient_type: z.literal(['individual', 'group']).optional(),
  to: z.string().optional(),
  recipient: z.string().optional(),
  type: z.string().default('text'),
  context: z.looseObject({ message_id: filled }).optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
});

export interface OutboundPost {
  readonly to?: string;
  readonly recipient?: string;
  readonly type: MessageType;
  /** The object named by `type`, as it was posted. */
  readonly body: unknown;
  readonly quotes?: string;
  readonly callbackData?: string;
}

/** A message we can take, or the fault the service would answer with. */
export function parseOutbound(json: unknown): { readonly post: OutboundPost } | { readonly fault: GraphFault } {
  const parsed = head.safeParse(json);
  if (!parsed.success) return { fault: faultOf(parsed.error, json) };
  const { type, to, recipient, context, biz_opaque_callback_data: callbackData } = parsed.data;
  if (to === undefined && recipient === undefined) return { fault: graphFault(100, 'The parameter to is required.') };
  if (!Object.hasOwn(bodies, type)) return { fault: graphFault(131051, `Message type ${type} is not supported.`) };
  const known = type as MessageType;
  const body = bodies[known].safeParse(parsed.data[type]);
  if (!body.success) return { fault: faultOf(body.error, parsed.data[type], type) };
  return {
    post: {
      type: known,
      body: parsed.data[type],
      ...(to === undefined ? {} : { to }),
      ...(recipient === undefined ? {} : { recipient }),
      ...(context ? { quotes: context.message_id } : {}),
      ...(callbackData === undefined ? {} : { callbackData }),
    },
  };
}

function faultOf(error: z.ZodError, given: unknown, prefix?: string): GraphFault {
  const issue = error.issues[0];
  const path = [...(prefix === undefined ? [] : [prefix]), ...(issue?.path ?? [])].join('.');
  const details = `Param ${path}: ${issue?.message ?? 'is not valid'}`;
  if (issue?.code !== 'invalid_type') return graphFault(131009, details);
  const value = issue.path.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined),
    given,
  );
  return value === undefined ? graphFault(131008, details) : graphFault(100, details);
}
