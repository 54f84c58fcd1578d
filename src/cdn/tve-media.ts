/** `<media-tracker>` alone, with its queue: what stores and sends events. The rules of a session are fetched beside it. */
import '../elements/media-tracker/media-tracker.define.ts';

export * from '../elements/media-tracker/media-tracker.ts';
