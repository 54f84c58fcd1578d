import { DIALOG_TEXTS } from './dialog.ts';
import type { enAccount } from './en-account.ts';
import type { enActivate } from './en-activate.ts';
import type { enCatalog } from './en-catalog.ts';
import type { enCode } from './en-code.ts';
import type { enGate } from './en-gate.ts';
import type { enPicker } from './en-picker.ts';

/**
 * The texts a viewer reads, in English; those of views that are fetched on demand come with them. The words follow the
 * TV industry's viewer studies: people "Sign In" with their "TV provider", and nothing is ever "authenticated".
 * `{provider}` and the like are filled in. The keys are the type every other language must satisfy.
 */
export const en = {
  ...DIALOG_TEXTS.en,
  signIn: 'Sign In',
  signedInWith: 'Signed in with {provider}',
  verifyIntro: 'Verify your TV subscription: Sign In with the User ID and Password of your TV provider.',
  benefit: 'Watching here is part of your TV subscription, at no extra cost.',
  changeProvider: 'Change TV provider',
  openWindow: 'Continue in the window of {provider}.',
  windowLost: 'No window? Open it again',
  goingTo: 'Taking you to {provider}…',
  confirming: 'Checking your sign-in with {provider}…',
  cancel: 'Cancel',
  tryAgain: 'Try again',
  cancelled: 'Sign-in was not finished. You can try again at any time.',
  codeExpired: 'That took too long and the sign-in ran out. Please start again.',
  sessionEnded: 'Your sign-in has ended. Sign In again to keep watching.',
  providerUnknown: 'That TV provider is not available here any more. Please choose again.',
  windowDone: 'You are back from your TV provider. You can close this window and return to the page where you started.',
  checking: 'One moment…',
  checkingAccess: 'Checking with {provider} whether you can watch this…',
  deniedPackage: '{provider} tells us that this channel is not in your TV package.',
  deniedReasons:
    'Possible reasons: the channel is not in your package, your plan is internet only, or parental controls block it.',
  deniedParental: 'The parental controls of your TV account block this program.',
  deniedVerification: 'This video could not be released for playback. Please try again.',
  tryLater: '{provider} cannot answer right now. Please try again.',
  offline: 'We cannot reach the sign-in service. Check your connection and try again.',
  notSetUp: 'This video is not set up correctly. Please tell the site about it.',
  freeOver: 'Your free access has ended. Sign In with your TV provider to keep watching.',
  yourProvider: 'your TV provider',
  forSupport: 'For support',
  support: 'Support reference: {trace}',
};

export type Messages = typeof en &
  typeof enAccount &
  typeof enGate &
  typeof enPicker &
  typeof enCode &
  typeof enActivate &
  typeof enCatalog;
export type MessageKey = keyof Messages;
