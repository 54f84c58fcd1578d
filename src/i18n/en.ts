import { DIALOG_TEXTS } from './dialog.ts';

/**
 * Every text a viewer reads, in English. The words follow the TV industry's viewer studies: people "Sign In" with their
 * "TV provider", and nothing is ever "authenticated". `{provider}` and the like are filled in. The keys are the type
 * every other language must satisfy.
 */
export const en = {
  ...DIALOG_TEXTS.en,
  signIn: 'Sign In',
  signOut: 'Sign Out',
  signingOut: 'Signing out…',
  signedInWith: 'Signed in with {provider}',
  rememberedUntil: 'This device stays signed in until {date}. Clearing your browser data may end it sooner.',
  verifyIntro: 'Verify your TV subscription: Sign In with the User ID and Password of your TV provider.',
  benefit: 'Watching here is part of your TV subscription, at no extra cost.',
  privacy: 'You enter your password on your TV provider’s own page. We never see it.',
  tvNotPhone: 'Pick the company that provides your TV service. It may not be your phone or internet company.',
  search: 'Search TV providers',
  providerList: 'TV providers',
  oneFound: '1 TV provider found',
  someFound: '{count} TV providers found',
  noneFound: 'No TV provider matches “{query}”. Try a shorter name.',
  noProviders: 'There is no TV provider to choose from right now.',
  notListed: 'Don’t see your TV provider? It may not offer this channel yet.',
  continueWith: 'Continue with {provider}',
  changeProvider: 'Change TV provider',
  loadingProviders: 'Loading TV providers…',
  openWindow: 'Continue in the window of {provider}.',
  windowLost: 'No window? Open it again',
  goingTo: 'Taking you to {provider}…',
  goThere: 'Go to {provider}',
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
  watch: 'Watch',
  locked: 'Sign In to watch',
  deniedTitle: 'You can’t watch this with {provider}',
  deniedPackage: '{provider} tells us that this channel is not in your TV package.',
  deniedReasons:
    'Possible reasons: the channel is not in your package, your plan is internet only, or parental controls block it.',
  deniedParental: 'The parental controls of your TV account block this program.',
  deniedVerification: 'This video could not be released for playback. Please try again.',
  errorTitle: 'That did not work',
  tryLater: '{provider} cannot answer right now. Please try again.',
  offline: 'We cannot reach the sign-in service. Check your connection and try again.',
  notSetUp: 'This video is not set up correctly. Please tell the site about it.',
  freeOver: 'Your free access has ended. Sign In with your TV provider to keep watching.',
  yourProvider: 'your TV provider',
  forSupport: 'For support',
  support: 'Support reference: {trace}',
};

export type Messages = typeof en;
export type MessageKey = keyof Messages;
