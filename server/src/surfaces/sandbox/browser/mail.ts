/** The letter box looks again every few seconds, and empties itself when asked. */

const boot = JSON.parse(document.getElementById('main')?.dataset['boot'] ?? '{}') as { newest?: string; count?: number };
const api = '/sandbox/mail/api';
const LOOK_MS = 3000;

document.getElementById('clear')?.addEventListener('click', () => {
  void fetch(api, { method: 'DELETE' }).then(() => location.reload());
});

async function look(): Promise<void> {
  const answer = await fetch(api).catch(() => undefined);
  if (!answer?.ok) return;
  const { mails } = (await answer.json()) as { mails: readonly { id: string }[] };
  if ((mails[0]?.id ?? '') !== boot.newest || mails.length !== boot.count) location.reload();
}

if (boot.newest !== undefined)
  setInterval(() => {
    if (!document.hidden) void look();
  }, LOOK_MS);
