import { DIALOG_TEXTS } from './dialog.ts';
import type { enAccount } from './en-account.ts';
import type { enActivate } from './en-activate.ts';
import type { enCatalog } from './en-catalog.ts';
import type { enCode } from './en-code.ts';
import type { enErrors } from './en-errors.ts';
import type { enGate } from './en-gate.ts';
import type { enPicker } from './en-picker.ts';
import type { enViews } from './en-views.ts';

/**
 * The texts a viewer reads, in English: here those of elements whose view has not come; the others come with it. The
 * words follow the TV industry's viewer studies: people "Sign In" with their "TV provider", and nothing is ever
 * "authenticated". `{provider}` and the like are filled in. The keys are the type every other language must satisfy.
 */
export const en = {
  ...DIALOG_TEXTS.en,
  tryAgain: 'Try again',
  windowDone: 'You are back from your TV provider. You can close this window and return to the page where you started.',
  checking: 'One moment…',
  offline: 'We cannot reach the sign-in service. Check your connection and try again.',
  yourProvider: 'your TV provider',
};

export type Messages = typeof en &
  typeof enViews &
  typeof enErrors &
  typeof enAccount &
  typeof enGate &
  typeof enPicker &
  typeof enCode &
  typeof enActivate &
  typeof enCatalog;
export type MessageKey = keyof Messages;
