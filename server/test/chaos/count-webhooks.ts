/** Counts what the stand-ins send on its way out, and what became of it. Changes nothing. */

export interface WebhookCounts {
  sent: number;
  /** Answered 2xx: stored, or known from before. */
  taken: number;
  /** 401: the signature was wrong. */
  refused: number;
  /** Nobody answered, or not well: sent again later. */
  unanswered: number;
}

export function countWebhooks(): { readonly fetch: typeof fetch; readonly counts: Readonly<WebhookCounts> } {
  const counts: WebhookCounts = { sent: 0, taken: 0, refused: 0, unanswered: 0 };
  const counting: typeof fetch = async (address, init) => {
    counts.sent += 1;
    try {
      const response = await fetch(address, init);
      if (response.ok) counts.taken += 1;
      else if (response.status === 401) counts.refused += 1;
      else counts.unanswered += 1;
      return response;
    } catch (error) {
      counts.unanswered += 1;
      throw error;
    }
  };
  return { fetch: counting, counts };
}
