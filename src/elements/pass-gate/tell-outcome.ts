import { PassAuthorizedEvent } from '../../events/pass-authorized.ts';
import { PassDeniedEvent } from '../../events/pass-denied.ts';
import { PassErrorEvent } from '../../events/pass-error.ts';
import type { Outcome } from './gate-decision.ts';

/** Tells the page what was decided about a resource. */
export function tellOutcome(host: HTMLElement, resource: string, outcome: Outcome): void {
  if (outcome.kind === 'denied') host.dispatchEvent(new PassDeniedEvent(resource, outcome.error));
  if (outcome.kind === 'error') host.dispatchEvent(new PassErrorEvent(outcome.error));
  if (outcome.kind !== 'permit') return;
  const { mediaToken, source } = outcome.permit;
  host.dispatchEvent(new PassAuthorizedEvent({ resource, mediaToken, source, verification: outcome.verification }));
}
