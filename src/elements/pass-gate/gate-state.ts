import type { PassController } from '../../controllers/pass-controller.ts';
import type { PassError } from '../../pass/errors.ts';
import { misused, type Outcome } from './gate-decision.ts';

export type GateState =
  'idle' | 'checking' | 'signed-out' | 'signing-in' | 'authorizing' | 'authorized' | 'denied' | 'error';

/** All that decides what a viewer sees of a gate. */
export interface GateStanding {
  readonly resource: string | null;
  readonly outcome: Outcome;
  /** The moment that `when` names has come. */
  readonly armed: boolean;
  /** The viewer watches by TempPass. */
  readonly free: boolean;
  readonly pass: Pick<PassController, 'state' | 'missing' | 'unconfigured' | 'service'>;
}

export function gateState({ resource, outcome: { kind }, armed, free, pass }: GateStanding): GateState {
  const { state, missing, unconfigured } = pass;
  if (!resource) return 'error';
  if (kind === 'permit') return 'authorized';
  if (!armed) return 'idle';
  if (missing || unconfigured) return 'error';
  if (free) return 'authorizing';
  if (!state || state.status === 'unconfigured') return 'checking';
  if (state.status !== 'signed-in') return state.status;
  return kind === 'none' || kind === 'pending' ? 'authorizing' : kind;
}

/** What stands in the way, if something does. */
export function gateError({ resource, outcome, pass }: GateStanding): PassError | null {
  if ('error' in outcome) return outcome.error;
  if (!resource || pass.missing) return misused(resource);
  return pass.state?.error ?? pass.service?.error ?? null;
}

/** The slots of the states that have one of their own; the others are waiting for something. */
const SLOTS: Partial<Record<GateState, string>> = {
  idle: 'idle',
  'signed-out': 'sign-in',
  denied: 'denied',
  error: 'error',
};

/** Where a page may say something of its own about this state. */
export const slotOf = (state: GateState): string => SLOTS[state] ?? 'pending';
