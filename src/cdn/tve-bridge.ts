/** What `tve-access-enabler.js` fetches from beside itself for what few page views need. */
export * from '../access-enabler/on-demand.ts';
