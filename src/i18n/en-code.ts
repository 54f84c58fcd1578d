/** What the screen says that shows a code to enter elsewhere. It comes with its view. */
export const enCode = {
  codeIntro: 'Sign In with your phone or computer: we show you a code to enter there.',
  getCode: 'Show my code',
  codeComing: 'Getting your code…',
  codeTitle: 'Sign In on your phone or computer',
  codeOpen: 'Scan the picture, or open',
  codeEnter: 'and enter this code',
  codeIs: 'Your code is {code}. Enter it at {address}.',
  codePicture: 'QR code that opens {address} with your code',
  codeTimeLeft: 'This code works for {time}',
  codeMinuteLeft: 'Your code works for one more minute.',
  codeWaiting: 'Waiting for you to Sign In there. This screen goes on by itself.',
  codeCopy: 'Copy code',
  codeCopied: 'The code was copied.',
  codeNew: 'New code',
  codeCheck: 'I have signed in',
  codeOver: 'This code has run out. Ask for a new one to go on.',
};
