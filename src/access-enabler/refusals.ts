/** What the page is told when the service said no, in the words of the old SDK. */
import type { PassError } from '../pass/errors.ts';
import { callback, chosenProvider, tell, tellSignedOut, track } from './answers.ts';
import { eventOf, legacy, type Stage } from './codes.ts';
import type { Turn } from './state.ts';
import type { AeErrorEvent } from './types.ts';

export const tellSignInError = (turn: Turn, error: PassError, stage: Stage): void =>
  tellSignedOut(turn, legacy(error).signIn, eventOf(error, stage));

export function tellRefusal(turn: Turn, resource: string, text: string, details: string, told?: AeErrorEvent): void {
  tell(turn, told);
  callback(turn, 'tokenRequestFailed', resource, text, details);
  track(turn, 'authorizationDetection', [false, chosenProvider(turn), null, false, text, details]);
}
