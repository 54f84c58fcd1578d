/** `<media-tracker>` alone, with its queue: who takes this file has something to track, and needs no second request. */
import '../controllers/measurement-controller.ts';
import '../elements/media-tracker/media-tracker.define.ts';

export * from '../elements/media-tracker/media-tracker.ts';
