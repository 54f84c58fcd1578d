import { asPassError, PassError } from './errors.ts';
import { authorize } from './requests.ts';
import { decisionFor, readDecisions } from './responses.ts';
import { retryDelay } from './retry.ts';
import type { Clock } from '../core/clock.ts';
import { wait } from '../core/wait.ts';
import type { Transport } from './transport.ts';
import type { Decision, MediaToken } from './types.ts';

/** A decision that lets the viewer watch, with the proof for this one playback. */
export type Permit = Decision & {
  authorized: true;
  mediaToken: MediaToken;
  /** Of free access: tells why a playback has to end, when it has to. Rejects when nobody waits for it any more. */
  over?: Promise<PassError> | undefined;
};

/**
 * Asks afresh whether the viewer may watch one resource now. Anything that is not a clear yes with a media token is
 * thrown: what the service said no with, or what its answer lacked. Nothing is cached.
 */
export async function requestPermit(
  transport: Transport,
  deps: { clock: Clock; random: () => number; serviceProvider: string },
  mvpd: string,
  resource: string,
  signal?: AbortSignal,
  headers: Record<string, string> = {},
): Promise<Permit> {
  const request = authorize(deps.serviceProvider, mvpd, resource);
  // An item's own error stands inside an accepted answer; its repetitions and those of the request are one account.
  const tries = { used: 0 };
  for (;;) {
    const decisions = await transport(request, readDecisions, { signal, priority: 'play', tries, headers });
    const decision = decisionFor(decisions, resource);
    if (decision && isPermit(decision)) return decision;
    const error = decision?.error ?? noDecision(resource, decision);
    const pause = decision?.error ? retryDelay(asPassError(error), request, tries, deps.random) : undefined;
    if (pause === undefined) throw error;
    tries.used++;
    await wait(deps.clock, pause, signal);
  }
}

function isPermit(decision: Decision): decision is Permit {
  return decision.authorized && decision.mediaToken !== undefined;
}

function noDecision(resource: string, decision: Decision | undefined): PassError {
  const what = !decision
    ? 'no decision'
    : decision.authorized
      ? 'a permit without a media token'
      : 'a refusal without a reason';
  return new PassError({
    code: 'invalid-response',
    message: `Got ${what} for the resource ${JSON.stringify(resource.slice(0, 80))}.`,
  });
}
