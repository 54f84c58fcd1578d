/** What the page says where such a code is entered. It comes with its view. */
export const enActivate = {
  activateTitle: 'Sign In your TV',
  activateIntro: 'Enter the code that your TV shows.',
  activateGo: 'Continue',
  activateChecking: 'Checking your code…',
  activateInvalid: 'This code is not right, or it has run out. Compare it with your TV, or ask for a new one there.',
  activateDevice: 'You are signing in this device: {device}',
  activateYours: 'Go on only if it is yours and shows the code {code}.',
  activateOther: 'Enter another code',
  activateProvider: 'Choose the TV provider to Sign In with on that device.',
  activateDone: 'Your TV is signed in. It goes on by itself.',
  activateDoneWith: 'Your TV is signed in with {provider}. It goes on by itself.',
  activateUnfinished: 'Sign-in was not finished. Try again, or enter a new code.',
  anotherDevice: 'another device',
};
