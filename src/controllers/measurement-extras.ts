/** What only pages with ads, chapters, libraries that play or figures of their own need; fetched when one is there. */
export { call, type Method } from '../collection/extras.ts';
export { followers, type FollowLink } from './measurement-followers.ts';
