/**
 * Keeps what a visitor has seen of the shop for when there is no connection: pages fresh from the shop first, pictures from what is kept.
 * Carts, orders and everything that is sent go to the shop or kindly fail.
 */
interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asking extends Waiting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
declare const SHELL: readonly string[];

const worker = self as unknown as {
  readonly registration: { readonly scope: string };
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
};
const scope = new URL(worker.registration.scope).pathname.replace(/\/$/, '');
const shelf = `parley${scope} ${SHELL.join(' ')}`;
const [offline = '/'] = SHELL;
const MOST_KEPT = 150;

addEventListener('install', (event) => {
  const kept = caches.open(shelf).then((cache) => cache.addAll([...SHELL]));
  (event as Waiting).waitUntil(kept.then(() => worker.skipWaiting()));
});

addEventListener('activate', (event) => {
  const old = caches
    .keys()
    .then((names) =>
      Promise.all(names.filter((name) => name.startsWith(`parley${scope} `) && name !== shelf).map((name) => caches.delete(name))),
    );
  (event as Waiting).waitUntil(old.then(() => worker.clients.claim()));
});

async function keep(request: Request, answer: Response): Promise<void> {
  if (!answer.ok || answer.redirected) return;
  const cache = await caches.open(shelf);
  await cache.put(request, answer);
  const keys = await cache.keys();
  for (const key of keys.slice(SHELL.length, Math.max(SHELL.length, keys.length - MOST_KEPT))) await cache.delete(key);
}

async function fresh(event: Asking, mayKeep: boolean): Promise<Response> {
  const { request } = event;
  try {
    const answer = await fetch(request);
    if (mayKeep) event.waitUntil(keep(request, answer.clone()));
    return answer;
  } catch {
    const known = mayKeep ? await caches.match(request, { ignoreVary: true }) : undefined;
    return known ?? (await caches.match(offline, { ignoreVary: true })) ?? Response.error();
  }
}

async function kept(event: Asking): Promise<Response> {
  const known = await caches.match(event.request, { ignoreVary: true });
  if (known) return known;
  const answer = await fetch(event.request);
  event.waitUntil(keep(event.request, answer.clone()));
  return answer;
}

addEventListener('fetch', (event) => {
  const asking = event as Asking;
  const { request } = asking;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  const isFile =
    url.pathname.startsWith('/files/images/') || url.pathname.startsWith('/files/logos/') || url.pathname.startsWith('/assets/');
  if (isFile && request.method === 'GET') return asking.respondWith(kept(asking));
  const below = url.pathname.startsWith(`${scope}/`) || url.pathname === (scope || '/');
  if (!below || request.mode !== 'navigate') return;
  const isPrivate =
    /^\/(cart|find-order)/.test(url.pathname.slice(scope.length)) || url.searchParams.has('h') || url.searchParams.has('note');
  asking.respondWith(fresh(asking, request.method === 'GET' && !isPrivate));
});
