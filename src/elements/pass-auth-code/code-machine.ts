import type { PassError } from '../../pass/errors.ts';
import type { Profile, SecondScreen } from '../../pass/types.ts';

export type CodeState = 'idle' | 'requesting' | 'waiting' | 'expired' | 'done' | 'error';

/** Where the sign-in on another screen stands. */
export interface CodePhase {
  readonly state: CodeState;
  /** The code being shown. */
  readonly screen?: SecondScreen;
  readonly profile?: Profile;
  readonly error?: PassError;
  /** Codes that were renewed without anybody asking for it. */
  readonly renewals: number;
}

export type CodeAction =
  /** Somebody wants a code; `again` when it is the element itself, because the last one ended. */
  | { type: 'start'; again?: boolean }
  | { type: 'granted'; screen: SecondScreen }
  | { type: 'signed-in'; profile: Profile }
  | { type: 'ended'; error: PassError }
  | { type: 'leave' };

export const idle: CodePhase = { state: 'idle', renewals: 0 };

/** Endings of a code that call for a new one; any other is an error. */
const OVER = new Set(['code-expired', 'invalid_authentication_session', 'invalid_parameter_code']);

export function codeTransition(phase: CodePhase, action: CodeAction): CodePhase {
  const { renewals } = phase;
  switch (action.type) {
    case 'start':
      return { state: 'requesting', renewals: action.again ? renewals + 1 : 0 };
    case 'granted':
      // Without a code there is nothing to type: the viewer turned out to be signed in already.
      if (phase.state !== 'requesting') return phase;
      return { state: action.screen.code ? 'waiting' : 'requesting', screen: action.screen, renewals };
    case 'signed-in':
      return { state: 'done', profile: action.profile, renewals: 0 };
    case 'ended':
      if (phase.state !== 'requesting' && phase.state !== 'waiting') return phase;
      if (action.error.code === 'aborted') return idle;
      return { state: OVER.has(action.error.code) ? 'expired' : 'error', error: action.error, renewals };
    case 'leave':
      return idle;
  }
}
