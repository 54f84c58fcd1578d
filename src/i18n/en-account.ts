/** What is said to whoever is signed in. It comes with that view. */
export const enAccount = {
  signOut: 'Sign Out',
  signOutInSettings: 'You are signed out here. Sign out in the settings of this device, too.',
  signingOut: 'Signing out…',
  rememberedUntil: 'This device stays signed in until {date}. Clearing your browser data may end it sooner.',
};
