/** What marks in a catalogue say. It comes with what makes them. */
export const enCatalog = {
  included: 'Included',
  notIncluded: 'Not included',
  signInToWatch: 'Sign In to watch',
};
