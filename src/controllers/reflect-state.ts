/** Shows an element's state to style sheets and scripts outside; who observes the attribute hears of changes only. */
export function reflectState(host: Element, state: string): void {
  if (host.getAttribute('state') !== state) host.setAttribute('state', state);
}
