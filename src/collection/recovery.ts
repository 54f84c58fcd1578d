/** What is needed when something went wrong: the service did not accept an event, or another page has died. */
export { adopt } from './adoption.ts';
export { judge } from './verdict.ts';
