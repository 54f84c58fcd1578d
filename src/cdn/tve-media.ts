/** `<media-tracker>` alone, with its queue. */
import '../elements/media-tracker/media-tracker.define.ts';

export * from '../elements/media-tracker/media-tracker.ts';
