/**
 * Contents at Twilio: those we make for buttons and lists, once per shape and remembered, and those somebody had approved as templates.
 * It must never make one for a single message.
 */
import { ok, type Result } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import { minuteMs } from '@parley/contract/values/time.ts';
import type { SendFailure } from '../messaging.port.ts';
import type { TwilioCaller } from './call.ts';
import type { ShapedContent } from './content-shape.ts';
import { contentAnswer, contentPage, type ListedContent } from './wire.ts';

/** Where content sids outlive the process; one account's. */
export interface ContentMemory {
  find(shape: string): Promise<string | undefined>;
  keep(shape: string, contentSid: string): Promise<void>;
  forget(shape: string): Promise<void>;
}

export interface ContentBook {
  /** The sid of a content of this shape, made where there is none. */
  sidOf(content: ShapedContent): Promise<Result<string, SendFailure>>;
  /** It is no longer there. */
  forget(content: ShapedContent): Promise<void>;
  /** Approved and other contents with a name, remembered for ten minutes. */
  templates(): Promise<Result<readonly ListedContent[], SendFailure>>;
}

const MOST_PAGES = 20;
const REMEMBER_MS = 10 * minuteMs;

export interface ContentBookOptions {
  readonly call: TwilioCaller;
  /** Origin of the Content API, with a path where it is reached through one. */
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly memory: ContentMemory;
}

export function createContentBook({ call, baseUrl, clock, memory }: ContentBookOptions): ContentBook {
  const known = new Map<string, string>();
  const making = new Map<string, Promise<Result<string, SendFailure>>>();
  let listed: { readonly contents: readonly ListedContent[]; readonly until: number } | undefined;

  async function make({ types, values, hash }: ShapedContent): Promise<Result<string, SendFailure>> {
    const remembered = await memory.find(hash);
    if (remembered !== undefined) return ok(remembered);
    const made = await call({
      method: 'POST',
      url: `${baseUrl}/v1/Content`,
      json: {
        friendly_name: `parley_${hash.slice(0, 24)}`,
        language: 'en',
        // Samples, never a customer's words: an account's contents are kept for ever.
        variables: Object.fromEntries(Object.keys(values).map((name) => [name, 'text'])),
        types,
      },
      answer: contentAnswer,
    });
    if (!made.ok) return made;
    await memory.keep(hash, made.value.sid);
    return ok(made.value.sid);
  }

  return {
    async sidOf(content) {
      const sid = known.get(content.hash);
      if (sid !== undefined) return ok(sid);
      // Two messages of a new shape at once make one content.
      const under = making.get(content.hash) ?? make(content);
      making.set(content.hash, under);
      try {
        const made = await under;
        if (made.ok) known.set(content.hash, made.value);
        return made;
      } finally {
        making.delete(content.hash);
      }
    },
    async forget({ hash }) {
      known.delete(hash);
      await memory.forget(hash);
    },
    async templates() {
      const now = clock.now().getTime();
      if (listed !== undefined && listed.until > now) return ok(listed.contents);
      const contents: ListedContent[] = [];
      let url: string | undefined = `${baseUrl}/v1/ContentAndApprovals?PageSize=100`;
      for (let page = 0; page < MOST_PAGES && url !== undefined; page += 1) {
        const answer: Awaited<ReturnType<typeof call<typeof contentPage>>> = await call({ method: 'GET', url, answer: contentPage });
        if (!answer.ok) return answer;
        contents.push(...answer.value.contents);
        url = onward(answer.value.meta?.next_page_url, baseUrl);
      }
      listed = { contents, until: now + REMEMBER_MS };
      return ok(contents);
    },
  };
}

/** Our secret goes with it: nowhere but where the first page was. */
function onward(next: string | null | undefined, baseUrl: string): string | undefined {
  if (next === null || next === undefined || !URL.canParse(next)) return undefined;
  return new URL(next).origin === new URL(baseUrl).origin ? next : undefined;
}
