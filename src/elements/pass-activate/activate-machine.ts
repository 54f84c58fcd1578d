import { type PassError, isDeadCode, isUnknownProvider } from '../../pass/errors.ts';
import type { Activation, Profile } from '../../pass/types.ts';

export type ActivateState =
  'enter-code' | 'checking' | 'choose-provider' | 'redirecting' | 'invalid-code' | 'done' | 'error';

/** Where the sign-in of another device stands on this page. */
export interface ActivatePhase {
  readonly state: ActivateState;
  /** As it is sent: upper case, nothing but letters and digits; or as it was typed, where that is no code. */
  readonly code: string;
  /** The code came with the address, so nobody has compared it with what the device shows. */
  readonly uncompared: boolean;
  readonly activation?: Activation;
  /** Id and name of the provider that was chosen here. */
  readonly provider?: { id: string; displayName: string };
  /** The provider's page. */
  readonly address?: string;
  /** The other device's, at the end. */
  readonly profile?: Profile;
  readonly error?: PassError;
  /** One sentence the viewer is owed about what just ended. */
  readonly notice?: 'activateUnfinished' | 'providerUnknown';
}

export type ActivateAction =
  | { type: 'submit'; code: string; uncompared: boolean }
  | { type: 'known'; activation: Activation }
  | { type: 'choose'; provider?: { id: string; displayName: string } }
  | { type: 'go'; address: string }
  | { type: 'refused'; error: PassError }
  | { type: 'returning' }
  | { type: 'returned'; profile: Profile | null }
  | { type: 'again' };

export const start: ActivatePhase = { state: 'enter-code', code: '', uncompared: false };

/** What was typed as a code, or undefined. The service knows what is right; here is only kept out what cannot be. */
export function readCode(typed: string): string | undefined {
  const code = typed.replace(/[\s\u2010-\u2015._-]/g, '').toUpperCase();
  return /^[A-Z0-9]{4,12}$/.test(code) ? code : undefined;
}

export function activateTransition(phase: ActivatePhase, action: ActivateAction): ActivatePhase {
  switch (action.type) {
    case 'submit': {
      const { uncompared } = action;
      const code = readCode(action.code);
      return code
        ? { state: 'checking', code, uncompared }
        : { state: 'invalid-code', code: action.code.slice(0, 20), uncompared };
    }
    case 'known': {
      const { activation } = action;
      const { code, uncompared } = phase;
      const ready = activation.mvpd && !uncompared;
      return { state: ready ? 'redirecting' : 'choose-provider', code, uncompared, activation };
    }
    case 'choose':
      return { ...phase, state: 'redirecting', ...(action.provider ? { provider: action.provider } : {}) };
    case 'go':
      // Without a page to go to, the device turned out to be signed in already.
      return { ...phase, state: action.address ? 'redirecting' : 'done', address: action.address };
    case 'refused':
      return refused(phase, action.error);
    case 'returning':
      return { ...start, state: 'checking', code: phase.code };
    case 'returned':
      return action.profile
        ? { ...start, state: 'done', profile: action.profile }
        : { ...start, code: phase.code, notice: 'activateUnfinished' };
    case 'again':
      return start;
  }
}

function refused(phase: ActivatePhase, error: PassError): ActivatePhase {
  const { code, uncompared, activation, provider } = phase;
  if (isDeadCode(error)) return { state: 'invalid-code', code, uncompared, error };
  if (isUnknownProvider(error) && activation && !activation.mvpd) {
    return { state: 'choose-provider', code, uncompared, activation, notice: 'providerUnknown' };
  }
  return {
    ...{ state: 'error', code, uncompared, error },
    ...(activation ? { activation } : {}),
    ...(provider ? { provider } : {}),
  };
}
