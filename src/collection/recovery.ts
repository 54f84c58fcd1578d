/** What is needed when something went wrong: the service did not accept an event, another page has died, too much waits. */
export { adopt } from './adoption.ts';
export { tidy } from './limits.ts';
export { judge } from './verdict.ts';
