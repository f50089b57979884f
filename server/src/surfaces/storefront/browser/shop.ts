/**
 * Makes the shop's pages quicker where script runs: options and "add" without a new page, the gallery by its thumbnails, pages kept for
 * when there is no connection. Nothing depends on it.
 */
const own = document.currentScript as HTMLScriptElement | null;
const base = own?.dataset['base'] ?? '';

function swap(fresh: Document, what: string): boolean {
  const [old, next] = [document.querySelector(what), fresh.querySelector(what)];
  if (old && next) old.replaceWith(next);
  else if (next) document.body.append(next);
  else old?.remove();
  return next !== null;
}

async function pageAt(address: string, form?: URLSearchParams): Promise<{ readonly page: Document; readonly url: string }> {
  const answer = await fetch(address, { ...(form ? { method: 'POST', body: form } : {}), headers: { accept: 'text/html' } });
  if (!answer.ok) throw new Error(String(answer.status));
  return { page: new DOMParser().parseFromString(await answer.text(), 'text/html'), url: answer.url };
}

let toastGone = 0;
function toast(note: Element | null): void {
  clearTimeout(toastGone);
  document.querySelector('.toast')?.remove();
  if (!note) return;
  document.body.append(note);
  toastGone = window.setTimeout(() => note.remove(), 3000);
}

// Add without leaving the shelf, and change the cart in place.
async function send(form: HTMLFormElement, fields: URLSearchParams): Promise<void> {
  form.setAttribute('aria-busy', 'true');
  const { page } = await pageAt(form.action, fields);
  form.removeAttribute('aria-busy');
  const note = page.querySelector('.toast');
  note?.remove();
  if (form.matches('[data-set]')) swap(page, '#content');
  swap(page, '#bar');
  toast(note);
}

document.addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement;
  if (!form.matches('[data-add],[data-set]')) return;
  event.preventDefault();
  const fields = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
  const pressed = event.submitter as HTMLButtonElement | null;
  if (pressed?.name) {
    // What was pressed is part of the form, also where it has to be sent the plain way.
    fields.set(pressed.name, pressed.value);
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: pressed.name, value: pressed.value }));
  }
  send(form, fields).catch(() => form.submit());
});

// Another option: price, picture and stock follow, the page stays where it is.
async function choose(link: HTMLAnchorElement): Promise<void> {
  const label = link.textContent;
  const { page, url } = await pageAt(link.href);
  swap(page, '#product');
  history.replaceState(null, '', url);
  for (const each of document.querySelectorAll<HTMLElement>('a[data-swap]')) if (each.textContent === label) each.focus();
}

document.addEventListener('click', (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const target = event.target as Element;
  const link = target.closest<HTMLAnchorElement>('a[data-swap]');
  if (link) {
    event.preventDefault();
    choose(link).catch(() => location.assign(link.href));
    return;
  }
  const thumb = target.closest<HTMLAnchorElement>('.thumbs a');
  const slide = thumb && document.querySelector<HTMLElement>(thumb.hash);
  if (!slide?.parentElement) return;
  event.preventDefault();
  slide.parentElement.scrollTo({ left: slide.offsetLeft - slide.parentElement.offsetLeft });
});

// A note that came with the page goes by itself, and is not shown again when the page is.
if (document.querySelector('.toast')) {
  toastGone = window.setTimeout(() => document.querySelector('.toast')?.remove(), 4000);
  const url = new URL(location.href);
  url.searchParams.delete('note');
  history.replaceState(null, '', url);
}

if ('serviceWorker' in navigator && isSecureContext)
  addEventListener('load', () => void navigator.serviceWorker.register(`${base}/sw.js`, { scope: base || '/' }).catch(() => undefined));
