/** What `tve-access-enabler.js` fetches from beside itself when a page makes its first call. */
export { createBridge } from '../access-enabler/bridge.ts';
