/** What staff are mailed about a trouble of the print shop: what is wrong, since when, who waits, what to do. Pure. */
import { IntlMessageFormat } from 'intl-messageformat';
import type { MailReader, MailText } from '../../merchants/index.ts';
import type { Wrong } from './trouble.ts';
import { troubleWords } from './trouble-words.ts';

export type Named = Pick<Wrong, 'kind' | 'word'> & { readonly printer?: string; readonly file?: string };
type Waits = Pick<Wrong, 'since' | 'jobs' | 'customers' | 'detail'>;

export const TROUBLE_PATH = '/app/print/printers';
export const QUESTION_PATH = '/app/print';

export function troubleMail(about: Named & Waits, reader: MailReader): MailText {
  const words = troubleWords[reader.language];
  const say = speaker(about, reader);
  const { jobs, customers, detail, since } = about;
  return {
    subject: say(words.wrong[about.word]),
    lines: [
      say(words.hello),
      `${sentence(say(words.wrong[about.word]))} ${say(words.since, { time: timeOf(since, reader) })}`,
      ...(detail === undefined ? [] : [say(words.says, { detail })]),
      jobs > 0 ? say(words.waiting, { jobs, customers }) : say(words.nobody),
      say(words.todo[about.word]),
    ],
    button: say(words.button),
    otherwise: say(words.otherwise),
  };
}

export function recoveryMail(about: Named, reader: MailReader): MailText {
  const words = troubleWords[reader.language];
  const say = speaker(about, reader);
  const told = say(words.over[about.kind]);
  return { subject: told, lines: [say(words.hello), sentence(told)], button: say(words.button), otherwise: say(words.otherwise) };
}

function speaker({ printer = '', file = '' }: Named, { name, shop, language }: MailReader) {
  return (text: string, more: Readonly<Record<string, string | number>> = {}): string =>
    String(new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).format({ printer, file, name, shop, ...more }));
}

function sentence(text: string): string {
  return /[.?!।]$/.test(text) ? text : `${text}.`;
}

function timeOf(at: Date, { language, timeZone }: MailReader): string {
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit', timeZone }).format(at);
}
