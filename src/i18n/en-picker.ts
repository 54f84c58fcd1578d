/** What only the picker says. It comes with its view. */
export const enPicker = {
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
  loadingProviders: 'Loading TV providers…',
  goThere: 'Go to {provider}',
  automatic: 'At home, {provider} may sign you in automatically. You need not do anything then.',
  remember:
    'This device remembers your sign-in, often for a month and for premium channels maybe shorter. Clearing your browser data or updating your browser may end it sooner; then you Sign In again.',
  help: 'Need help to Sign In?',
  forgot: 'Forgot your User ID or Password?',
  noUserId: 'Don’t have a User ID yet?',
};
