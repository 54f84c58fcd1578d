import type { PassServiceLike } from '../../controllers/pass-controller.ts';
import { isDenial } from '../../controllers/is-denial.ts';
import type { Permit } from '../../pass/entitlement.ts';
import { misuse } from '../../core/errors.ts';
import { asPassError, PassError } from '../../pass/errors.ts';

/** What is known about one resource for the present viewer. Only a `permit` opens anything. */
export type Outcome =
  | { kind: 'none' }
  | { kind: 'pending' }
  | { kind: 'permit'; permit: Permit; verification: unknown }
  | { kind: 'denied'; error: PassError }
  | { kind: 'error'; error: PassError };

/** What a question can end with. */
export type Answer = Exclude<Outcome, { kind: 'none' | 'pending' }>;

/** What a gate lacks before it can ask at all. */
export function misused(resource: string | null): PassError {
  const missing = resource
    ? misuse('<pass-gate>', 'a <pass-service> on this page')
    : misuse('<pass-gate resource>', 'a resource id');
  return new PassError({ ...missing, action: 'configuration' });
}

const NONE: Outcome = { kind: 'none' };

/**
 * Asks for the decision a gate stands on, and forgets it when it no longer holds. Only the newest question counts: what
 * comes back for an older one, or after a withdrawal, changes nothing.
 */
export class GateDecision {
  readonly #changed: () => void;
  readonly #verify: (permit: Permit, signal: AbortSignal) => Promise<unknown>;
  #run = new AbortController();
  outcome: Outcome = NONE;

  constructor(changed: () => void, verify: (permit: Permit, signal: AbortSignal) => Promise<unknown>) {
    this.#changed = changed;
    this.#verify = verify;
  }

  /** A fresh decision. What is open stays open until the answer is there. */
  async request(service: PassServiceLike, resource: string, providerId?: string): Promise<Answer> {
    this.#run.abort();
    const run = (this.#run = new AbortController());
    const { signal } = run;
    if (this.outcome.kind !== 'permit') this.#become({ kind: 'pending' });
    let outcome: Answer;
    try {
      const permit = await service.authorize(resource, { providerId, signal });
      void permit.over
        ?.then(error => {
          // A check that is still under way has nothing left to open.
          run.abort();
          this.#become({ kind: 'denied', error });
        })
        .catch(() => {});
      outcome = { kind: 'permit', permit, verification: await this.#verify(permit, signal) };
    } catch (thrown) {
      const error = asPassError(thrown);
      outcome = { kind: isDenial(error) ? 'denied' : 'error', error };
    }
    if (!signal.aborted) this.#become(outcome);
    return outcome;
  }

  /** Nothing is known any more; an answer that is still on its way is not waited for. */
  withdraw(): void {
    this.#run.abort();
    this.#become(NONE);
  }

  #become(outcome: Outcome): void {
    if (outcome === this.outcome) return;
    this.outcome = outcome;
    this.#changed();
  }
}
