/** What went wrong, in the viewer's words. It comes with what chooses among them. */
export const enErrors = {
  deniedPackage: '{provider} tells us that this channel is not in your TV package.',
  deniedReasons:
    'Possible reasons: the channel is not in your package, your plan is internet only, or parental controls block it.',
  deniedParental: 'The parental controls of your TV account block this program.',
  deniedVerification: 'This video could not be released for playback. Please try again.',
  tryLater: '{provider} cannot answer right now. Please try again.',
  notSetUp: 'This video is not set up correctly. Please tell the site about it.',
  freeOver: 'Your free access has ended. Sign In with your TV provider to keep watching.',
};
