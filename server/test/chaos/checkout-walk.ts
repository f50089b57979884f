/** A browser without script on the checkout pages while servers die under it: what failed is loaded again, as a person would. */

export type WalkEnd =
  /** The gateway's page. */
  | { readonly kind: 'gateway'; readonly url: string }
  /** Somebody else was faster. */
  | { readonly kind: 'sold_out' }
  | { readonly kind: 'stuck'; readonly why: string };

interface Page {
  readonly url: string;
  readonly status: number;
  readonly text: string;
  /** An address of another host that the page sent the browser to. */
  readonly away?: string;
}

const LOAD_AGAIN_MS = 250;

export async function walkCheckout(
  link: string,
  address: Readonly<Record<string, string>>,
  options: { readonly gateway?: string; readonly withinMs: number; readonly onRetry: () => void },
): Promise<WalkEnd> {
  const deadline = performance.now() + options.withinMs;
  let next: { readonly url: string; readonly form?: Readonly<Record<string, string>> } = { url: link };
  let last = 'nothing';
  while (performance.now() < deadline) {
    const page = await visit(next.url, next.form).catch(() => undefined);
    if (!page || page.status >= 500) {
      options.onRetry();
      await pause(LOAD_AGAIN_MS);
      // The form may have been taken: the page itself says where things stand.
      next = { url: link };
      continue;
    }
    if (page.away) return { kind: 'gateway', url: page.away };
    last = `${page.status} ${page.url}: ${wordsOf(page.text)}`;
    if (page.url.includes('stock=1')) return { kind: 'sold_out' };
    const step = nextStep(page, new URL(link), { address, choice: options.gateway === undefined ? {} : { gateway: options.gateway } });
    if (step === undefined) return { kind: 'stuck', why: last };
    if (step.form === undefined) await pause(LOAD_AGAIN_MS);
    next = step;
  }
  return { kind: 'stuck', why: `out of time at ${last}` };
}

function nextStep(
  page: Page,
  base: URL,
  { address, choice }: { readonly address: Readonly<Record<string, string>>; readonly choice: { readonly gateway?: string } },
): { readonly url: string; readonly form?: Readonly<Record<string, string>> } | undefined {
  const pay = /<form method="post" action="(\/checkout\/[^"]+\/pay)"><input type="hidden" name="expected_total" value="(\d+)"/.exec(
    page.text,
  );
  if (pay?.[1]) return { url: new URL(pay[1], base).href, form: { expected_total: pay[2] ?? '', ...choice } };
  const payOrder = /<form method="post" action="(\/order\/[^"]+\/pay)"/.exec(page.text);
  if (payOrder?.[1]) return { url: new URL(payOrder[1], base).href, form: choice };
  const delivery = /<form method="post" action="(\/checkout\/[^"]+\/delivery)"/.exec(page.text);
  if (delivery?.[1]) return { url: new URL(delivery[1], base).href, form: address };
  return /http-equiv="refresh"/.test(page.text) ? { url: page.url } : undefined;
}

function wordsOf(page: string): string {
  return page
    .replace(/<style[\s\S]*?<\/style>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 300);
}

async function visit(url: string, form?: Readonly<Record<string, string>>): Promise<Page> {
  const own = new URL(url).host;
  const signal = AbortSignal.timeout(20_000);
  let at = url;
  let response = await fetch(at, { redirect: 'manual', signal, ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}) });
  for (let hops = 0; response.status >= 300 && response.status < 400 && hops < 10; hops += 1) {
    at = new URL(response.headers.get('location') ?? '', at).href;
    await response.body?.cancel();
    if (new URL(at).host !== own) return { url: at, status: response.status, text: '', away: at };
    response = await fetch(at, { redirect: 'manual', signal });
  }
  return { url: at, status: response.status, text: await response.text() };
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
