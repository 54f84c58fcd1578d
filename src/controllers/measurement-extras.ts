/** What only pages with ads, chapters or figures of their own need; fetched when the first of these is there. */
export { call, setCue, type Method } from '../collection/extras.ts';
export { observeChapters } from '../playback/chapters.ts';
