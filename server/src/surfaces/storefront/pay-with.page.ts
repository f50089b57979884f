/** The choice between gateways, where a customer has one: radio buttons that work without script. It decides nothing. */
import type { GatewayName } from '../../domains/payments/index.ts';
import { type Html, html } from '../../foundation/html/html.ts';
import type { Frame } from './layout.page.ts';

/** Nothing where there is nothing to choose. @param chosen the first when absent */
export function payWith({ speech: { say } }: Frame, gateways: readonly GatewayName[], chosen?: GatewayName): Html | '' {
  if (gateways.length < 2) return '';
  const checked = chosen !== undefined && gateways.includes(chosen) ? chosen : gateways[0];
  return html`<fieldset><legend>${say('pay.with')}</legend><div class="choices">${gateways.map(
    (name) =>
      html`<label class="choice"><input type="radio" name="gateway" value="${name}"${name === checked ? html` checked` : ''}><span><b>${say(`gateway.${name}`)}</b><span class="quiet small">${say('gateway.by', { gateway: names[name] })}</span></span></label>`,
  )}</div></fieldset>`;
}

const names: Readonly<Record<GatewayName, string>> = { razorpay: 'Razorpay', paystack: 'Paystack', stripe: 'Stripe' };
