/** What every stand-in's payment page must hold, whatever stands on it. It must never name one gateway. */
import { describe, expect, it } from 'vitest';

export interface PageWorld {
  /** Of a page that can be paid. */
  readonly url: string;
  /** How each try to pay there ended, oldest first, in the gateway's words. */
  readonly tries: () => readonly string[];
}

export interface PageLooks {
  /** The shop is called `Starling <Market>`. */
  readonly amount: string;
  /** What a failed try is told. */
  readonly failed: string;
  /** After one try failed and one took the money. */
  readonly tries: readonly string[];
}

/** Presses a button of the page; the answer that sends the browser on. */
export async function press(url: string, action: string, choice: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(`${url}/press`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ action, ...choice }) });
}

export function payPageSuite(open: () => Promise<PageWorld>, looks: PageLooks): void {
  describe('the payment page', () => {
    it('shows merchant, amount and ways to pay, escaped and without script or inline style', async () => {
      const { url } = await open();
      const page = await (await fetch(url)).text();
      expect(page).toContain('Starling &lt;Market&gt;');
      expect(page).toContain(looks.amount);
      expect(page).toContain('type="radio"');
      expect(page).not.toMatch(/<script|<style|style=|onclick|<cake>/i);
      const css = await fetch(new URL('pay.css', url));
      expect([css.status, css.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
      expect((await fetch(new URL('nobody', url))).status).toBe(404);
    });

    it('failing and leaving come back to a page that can be paid, losing the way to a paid one; a second payment takes nothing', async () => {
      const { url, tries } = await open();
      for (const [action, words] of [
        ['fail', looks.failed],
        ['leave', 'left without paying'],
        ['lost', 'did not find its way back'],
      ] as const) {
        const { headers } = await press(url, action);
        const page = await fetch(new URL(headers.get('location') ?? '', `${url}/press`));
        expect(await page.text()).toContain(words);
      }
      await press(url, 'pay');
      expect(await (await fetch(url)).text()).toContain('has been received');
      expect(tries()).toEqual(looks.tries);
    });
  });
}
