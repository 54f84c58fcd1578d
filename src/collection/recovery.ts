/** What is needed only when a session was lost: by the service that forgot it, or by the page that died. */
export { adopt } from './adoption.ts';
export { restart } from './restart.ts';
