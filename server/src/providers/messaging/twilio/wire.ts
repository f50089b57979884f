/** Twilio's JSON as far as we read it, parsed at the edge; everything else in it is passed over. Shapes only. */
import { z } from 'zod';

export const errorAnswer = z.looseObject({ code: z.number().optional(), message: z.string().optional(), status: z.number().optional() });

export const messageAnswer = z.looseObject({ sid: z.string().min(1), to: z.string().nullish(), status: z.string().nullish() });

/** RFC 2822, to the second. */
const date = z.coerce.date();

/** A message as it is shown and listed, in both directions. */
export const shownMessage = z.looseObject({
  sid: z.string().min(1),
  direction: z.string().nullish(),
  from: z.string().nullish(),
  to: z.string().nullish(),
  body: z.string().nullish(),
  /** A number in a text. */
  num_media: z.coerce.number().nullish(),
  status: z.string().nullish(),
  error_code: z.coerce.number().nullish(),
  error_message: z.string().nullish(),
  date_created: date,
  date_sent: date.nullish(),
  date_updated: date.nullish(),
});
export type ShownMessage = z.output<typeof shownMessage>;

/** The next page is named without the host. */
export const messagePage = z.looseObject({ messages: z.array(shownMessage), next_page_uri: z.string().nullish() });

export const mediaPage = z.looseObject({
  media_list: z.array(z.looseObject({ sid: z.string().min(1), content_type: z.string().nullish() })),
});

export const accountAnswer = z.looseObject({ friendly_name: z.string(), status: z.string().nullish() });

export const contentAnswer = z.looseObject({ sid: z.string().min(1) });

const approval = z.looseObject({ name: z.string().nullish(), status: z.string().nullish() });

export const listedContent = z.looseObject({
  sid: z.string(),
  friendly_name: z.string().nullish(),
  language: z.string().nullish(),
  types: z.record(z.string(), z.unknown()).nullish(),
  approval_requests: approval.nullish(),
});
export type ListedContent = z.output<typeof listedContent>;

export const contentPage = z.looseObject({
  contents: z.array(listedContent),
  meta: z.looseObject({ next_page_url: z.string().nullish() }).nullish(),
});

/** The parts of a content that may hold variables, whatever its type. */
export const contentParts = z.looseObject({
  header_text: z.string().nullish(),
  media: z.union([z.array(z.string()), z.string()]).nullish(),
  body: z.string().nullish(),
  title: z.string().nullish(),
  actions: z.array(z.looseObject({ id: z.string().nullish(), url: z.string().nullish(), code: z.string().nullish() })).nullish(),
});
export type ContentParts = z.output<typeof contentParts>;
