/** What a closed gate says. It comes with that view. */
export const enGate = {
  watch: 'Watch',
  deniedTitle: 'You can’t watch this with {provider}',
  errorTitle: 'That did not work',
  locked: 'Sign In to watch',
  watchFree: 'Watch for free now',
};
