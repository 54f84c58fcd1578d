/**
 * What few page views need, in a file of its own: it is fetched with the first call that asks for more than who is
 * signed in, and ahead of that once nobody is, since windows have to be opened inside a click.
 */
export { readTrial } from './asking.ts';
export { decline, perform } from './calls.ts';
export { isHopeless } from './codes.ts';
export { configurationXml } from './configuration.ts';
export { createEffects } from './effects.ts';
export { baseOf } from './environment.ts';
export { act } from './outcomes.ts';
export { readCall } from './page-calls.ts';
export { showPicker } from './picker-dialog.ts';
export { isOrdinary } from './return-window.ts';
export { writeNote } from '../storage/device-note.ts';
