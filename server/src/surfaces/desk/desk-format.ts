/** Money and times as the merchant's staff read them: its country's digits, its own zone. Pure. */
import { type Money, moneyToDecimal } from '@parley/contract/values/money.ts';
import { type Html, html } from '../../foundation/html/html.ts';

export interface DeskFormat {
  /** Currency quiet beside the figure. */
  money(amount: Money): Html;
  moneyText(amount: Money): string;
  number(value: number): string;
  /** Day, month and time; the year where it is another one. */
  time(at: Date): Html;
  timeText(at: Date): string;
  clock(at: Date): string;
  day(at: Date): string;
}

export function createFormat(shop: { readonly country: string; readonly timeZone: string }, now: Date): DeskFormat {
  const locale = `en-${shop.country}`;
  const { timeZone } = shop;
  const year = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric' });
  const day = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short' });
  const dayWithYear = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short', year: 'numeric' });
  const clock = new Intl.DateTimeFormat(locale, { timeZone, hour: 'numeric', minute: '2-digit' });
  const number = new Intl.NumberFormat(locale);
  const dayText = (at: Date) => (year.format(at) === year.format(now) ? day : dayWithYear).format(at);
  const timeText = (at: Date) => `${dayText(at)}, ${clock.format(at)}`;
  const moneyFormat = (currency: string) => new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  return {
    money(amount) {
      const parts = moneyFormat(amount.currency).formatToParts(moneyToDecimal(amount) as Intl.StringNumericLiteral);
      return html`<span class="money">${parts.map((part) => (part.type === 'currency' ? html`<span class="cur">${part.value}</span>` : part.value))}</span>`;
    },
    moneyText: (amount) => moneyFormat(amount.currency).format(moneyToDecimal(amount) as Intl.StringNumericLiteral),
    number: (value) => number.format(value),
    time: (at) => html`<time datetime="${at.toISOString()}">${timeText(at)}</time>`,
    timeText,
    clock: (at) => clock.format(at),
    day: dayText,
  };
}
