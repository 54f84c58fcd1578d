import type { Log } from './event-log.ts';
import { writeRecording } from './recording.ts';

/** A browser reads the address after the click has returned. */
const READ = 5000;

/** Hands the log to the viewer as a file. */
export function saveRecording(log: Log, now: Date): void {
  const url = URL.createObjectURL(new Blob([writeRecording(log, now)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `media-events-${now.toISOString().slice(0, 19).replace(/:/g, '-')}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), READ);
}
