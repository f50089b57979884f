/** Keeps the page true while one looks at it: when the server says that something changed, the page is read again and swapped in place. */
(() => {
  const body = document.body;
  const lamp = document.getElementById('lamp');
  let seen: string | undefined;
  let busy = false;
  let again = false;

  const rowsOf = (root: ParentNode) =>
    new Map([...root.querySelectorAll<HTMLElement>('[data-row]')].map((row) => [row.dataset['row'], row]));

  const toEnd = (box: Element | null) => {
    if (box) box.scrollTop = box.scrollHeight;
  };

  // What the person was in the middle of: words typed, the field they are in, what they opened, where they scrolled.
  const keep = (root: HTMLElement) => {
    const active = document.activeElement as HTMLInputElement | null;
    const fields = [...root.querySelectorAll<HTMLInputElement>('input[id],textarea[id]')].filter(
      (each) => each.value !== each.defaultValue,
    );
    const focus =
      active && root.contains(active) ? { id: active.id, href: active.getAttribute('href'), at: active.selectionStart } : undefined;
    const box = root.querySelector('[data-scroll]');
    const atEnd = box ? box.scrollHeight - box.scrollTop - box.clientHeight < 60 : true;
    const open = [...root.querySelectorAll('details[open][id]')].map((each) => each.id);
    return (next: HTMLElement) => {
      for (const id of open) next.querySelector(`#${id}`)?.setAttribute('open', '');
      for (const field of fields) {
        const now = next.querySelector<HTMLInputElement>(`#${field.id}`);
        if (now) now.value = field.value;
      }
      const fresh = next.querySelector('[data-scroll]');
      if (fresh && box) {
        if (atEnd) toEnd(fresh);
        else fresh.scrollTop = box.scrollTop;
      }
      if (!focus) return;
      const target = next.querySelector<HTMLInputElement>(focus.id ? `#${focus.id}` : `a[href="${CSS.escape(focus.href ?? '')}"]`);
      target?.focus({ preventScroll: true });
      if (target && focus.at !== null && focus.at !== undefined && target.setSelectionRange) target.setSelectionRange(focus.at, focus.at);
    };
  };

  // Tokens differ in every answer; they alone are no change.
  const looks = (root: HTMLElement) => root.innerHTML.replace(/name="once" value="[^"]*"/g, '');

  const swap = (old: HTMLElement | null, next: HTMLElement | null, mark: boolean) => {
    if (!old || !next) return;
    next.querySelectorAll('.notice[role=status]').forEach((each) => each.remove());
    if (looks(old) === looks(next)) return;
    const before = rowsOf(old);
    const restore = keep(old);
    const at = scrollY;
    old.replaceWith(next);
    restore(next);
    scrollTo(0, at);
    if (!mark) return;
    for (const [key, row] of rowsOf(next)) if (before.get(key)?.textContent !== row.textContent) row.classList.add('fresh');
  };

  const reload = async () => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      const url = new URL(location.href);
      url.searchParams.delete('done');
      url.searchParams.delete('problem');
      const answer = await fetch(url, { headers: { accept: 'text/html' } });
      if (answer.redirected) return location.reload();
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      swap(document.getElementById('nav'), page.getElementById('nav'), false);
      swap(document.getElementById('main'), page.getElementById('main'), true);
    } catch {
      seen = undefined;
    } finally {
      busy = false;
      if (again) {
        again = false;
        void reload();
      }
    }
  };

  const show = (on: boolean) => {
    if (!lamp) return;
    lamp.hidden = false;
    lamp.className = on ? 'lamp on' : 'lamp';
    lamp.title = (on ? body.dataset['liveOn'] : body.dataset['liveOff']) ?? '';
    lamp.setAttribute('aria-label', lamp.title);
  };

  toEnd(document.querySelector('[data-scroll]'));
  const { events } = body.dataset;
  if (events) {
    const stream = new EventSource(events);
    stream.addEventListener('open', () => show(true));
    stream.addEventListener('error', () => {
      show(false);
      // Refused for good (signed out): the page itself says where to go.
      if (stream.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 3000);
    });
    stream.addEventListener('pulse', (event) => {
      // The first one also heals what changed between the page and the stream.
      if (event.data !== seen) void reload();
      seen = event.data;
    });
  }
  document.addEventListener('keydown', (event) => {
    const field = event.target as HTMLTextAreaElement;
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || !field.matches?.('[data-send]')) return;
    event.preventDefault();
    field.form?.requestSubmit();
  });
  document.addEventListener('submit', (event) => {
    const button = (event.target as HTMLFormElement).querySelector('button');
    setTimeout(() => button?.setAttribute('disabled', ''));
  });
})();
