/** Changes what a print shop asks for its pages. Prices are in the shop's own currency; breaks only ever make a page cheaper by being more. */
import { type PrintSettings, printSettings } from '@parley/contract/api/printing.ts';
import { parseMoney } from '@parley/contract/values/money.ts';
import { type FieldProblem, ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { PrintingDeps } from './printing-deps.ts';
import { saveSettings, settingsOf } from './settings.store.ts';

/** Refuses `request.invalid`, naming the field. */
export async function changeSettings(
  deps: Pick<PrintingDeps, 'catalog' | 'audit'>,
  tx: Tx,
  wanted: PrintSettings,
  actor: { readonly kind: 'staff' | 'program' | 'system'; readonly id?: string },
): Promise<Result<PrintSettings>> {
  const parsed = printSettings.safeParse(wanted);
  if (!parsed.success) {
    const details = parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }));
    return refuse('request.invalid', { details });
  }
  const settings = withA4(parsed.data);
  const details = problemsOf(settings, await deps.catalog.currency(tx));
  if (details.length > 0) return refuse('request.invalid', { details });
  const before = await settingsOf(tx);
  await saveSettings(tx, settings);
  await deps.audit.record(tx, {
    action: 'print_settings.changed',
    subject: { kind: 'print_settings', id: tx.merchantId },
    actor,
    before,
    after: settings,
  });
  return ok(settings);
}

function withA4(settings: PrintSettings): PrintSettings {
  const hasA4 = settings.papers.some(({ paper }) => paper === 'A4');
  return hasA4 ? settings : { ...settings, papers: [{ paper: 'A4', percent: 100 }, ...settings.papers] };
}

function problemsOf(settings: PrintSettings, currency: string): readonly FieldProblem[] {
  const amounts: [string, string | undefined][] = [
    ['bw.price', settings.bw.price],
    ['color.price', settings.color.price],
    ['minimum', settings.minimum],
    ['rush.price', settings.rush.price],
    ...settings.bw.breaks.map(({ price }, index): [string, string] => [`bw.breaks.${index}.price`, price]),
    ...settings.color.breaks.map(({ price }, index): [string, string] => [`color.breaks.${index}.price`, price]),
  ];
  const problems: FieldProblem[] = amounts.flatMap(([field, text]) =>
    text === undefined || parseMoney(text, currency) ? [] : [{ field, message: `This is no amount of ${currency}.` }],
  );
  const papers = settings.papers.map(({ paper }) => paper);
  if (new Set(papers).size !== papers.length) problems.push({ field: 'papers', message: 'Each paper once.' });
  for (const kind of ['bw', 'color'] as const) {
    const from = settings[kind].breaks.map((each) => each.from);
    if (new Set(from).size !== from.length) problems.push({ field: `${kind}.breaks`, message: 'Each number of pages once.' });
    problems.push(...dearerBreaks(settings, kind, currency));
  }
  return problems;
}

/** More pages never make a page dearer. */
function dearerBreaks(settings: PrintSettings, kind: 'bw' | 'color', currency: string): readonly FieldProblem[] {
  const { price, breaks } = settings[kind];
  const minor = (text: string): bigint | undefined => parseMoney(text, currency)?.minor;
  return breaks.flatMap(({ from, price: own }, index) => {
    const fewer = [price, ...breaks.filter((each) => each.from < from).map((each) => each.price)].map(minor);
    const mine = minor(own);
    const isDearer = mine !== undefined && fewer.some((each) => each !== undefined && mine > each);
    return isDearer ? [{ field: `${kind}.breaks.${index}.price`, message: 'Not more than fewer pages cost.' }] : [];
  });
}
