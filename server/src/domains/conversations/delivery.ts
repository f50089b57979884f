/** The states of a message we send, as a ladder: whatever order the reports come in, the highest rung stands. Pure. */

export const deliveryStates = ['queued', 'held', 'sending', 'accepted', 'sent', 'failed', 'delivered', 'read'] as const;
export type OutboundState = (typeof deliveryStates)[number];

/**
 * The state after a report. `failed` outranks what only says that the service took the message, and gives way to proof that it arrived;
 * so the outcome does not depend on the order of the reports.
 */
export function advance(current: OutboundState, reported: OutboundState): OutboundState {
  return rank(reported) > rank(current) ? reported : current;
}

/** The service has it, refused it for good, or we gave up: nothing more is sent. */
export function isSettled(state: OutboundState): boolean {
  return state === 'held' || rank(state) >= rank('accepted');
}

function rank(state: OutboundState): number {
  return deliveryStates.indexOf(state);
}
