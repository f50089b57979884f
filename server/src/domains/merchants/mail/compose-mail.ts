/** Makes a mail of its words: once as text, once as a page that every mail program shows. Pure. */
import { type Language, languages } from '@parley/contract/api/merchants.ts';
import { html, safeUrl } from '../../../foundation/html/html.ts';
import type { Mail } from '../../../providers/mail/mail.port.ts';
import { type MailText, mailWords, resetByChat } from './mail-words.ts';

export interface MailFacts {
  readonly to: string;
  readonly language: string;
  readonly link: string;
  readonly shop: string;
  readonly name: string;
  readonly inviter?: string;
}

export function composeMail(kind: 'invite' | 'reset', facts: MailFacts): Omit<Mail, 'id'> {
  const words = mailWords[spoken(facts.language)][kind];
  const say = (text: string): string => fill(text, facts);
  return layMail({
    to: facts.to,
    language: spoken(facts.language),
    link: facts.link,
    subject: say(words.subject),
    lines: words.lines.map(say),
    button: say(words.button),
    otherwise: say(words.otherwise),
  });
}

/** All words of a mail, filled in. */
export interface MailToLay extends MailText {
  readonly to: string;
  readonly language: Language;
  /** Where the button leads. */
  readonly link: string;
}

export function layMail({ to, language, link, subject, lines, button, otherwise }: MailToLay): Omit<Mail, 'id'> {
  const line = 'margin:0 0 16px';
  const page = html`<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="margin:0;padding:24px;background:#f6f6f4;color:#1c1c1a;font:16px/1.5 system-ui,sans-serif">
<div style="max-width:480px;margin:0 auto;padding:24px;background:#ffffff;border-radius:12px">
${lines.map((each) => html`<p style="${line}">${each}</p>`)}
<p style="${line}"><a href="${safeUrl(link)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#0b6b4f;color:#ffffff;text-decoration:none">${button}</a></p>
<p style="margin:0;color:#6b6b66;font-size:14px">${otherwise}</p>
</div></body></html>`;
  return { to, subject, text: [...lines, `${button}:\n${link}`, otherwise].join('\n\n'), html: `<!doctype html>\n${page.toString()}` };
}

export function composeChatReset(facts: Pick<MailFacts, 'language' | 'link' | 'shop'>): string {
  return fill(resetByChat[spoken(facts.language)], { name: '', to: '', ...facts });
}

export function spoken(language: string): Language {
  return languages.find((each) => each === language) ?? 'en';
}

/** What a person typed is put in last and never read for further names. */
function fill(text: string, { shop, name, inviter = '', link }: MailFacts): string {
  const values: Readonly<Record<string, string>> = { shop, name, inviter, link };
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
}
