import type { Deed } from '../stories.ts';
import { DEEDS, Story } from './deeds.ts';

/** A session that has not been heard of for so long is the service's to close. */
const FORGOTTEN = 480_000;

function checkEnd({ device, silenced }: Story): void {
  const { service, told, time } = device;
  for (const [text, { event, base, settled }] of told) {
    const times = service.accepted.get(text) ?? 0;
    if (!settled && times === 0) service.blame('queue', `${event.eventType} of ${base} was stored and never delivered`);
  }
  const now = 1_800_000_000_000 + time.now;
  for (const { state, known, base, lastEvent, events, id } of service.sessions.values()) {
    const owed =
      state === 'open' &&
      known &&
      !silenced.has(base) &&
      !device.unended.has(base) &&
      !service.torn.has(base) &&
      now - lastEvent < FORGOTTEN;
    const types = events.map(({ event }) => event.eventType).slice(-6);
    if (owed) service.blame('MC-R85', `session ${id} of ${base} is never closed: ${types.join(' ')}`);
  }
}

/** Plays a story to its end; gives back the rules that were broken. */
export async function tell(deeds: readonly Deed[]): Promise<string[]> {
  const story = new Story();
  const { device } = story;
  const { service, time } = device;
  device.open();
  await time.settle();
  for (const [name, one, two] of deeds) {
    await DEEDS[name]!(story, one, two);
    await time.settle();
    if (service.broken.length > 0) return service.broken;
  }
  // Nothing more goes wrong. Every page ends, in one way or another, and the next ones deliver what is left.
  service.faults = [];
  service.outage = false;
  device.setOnline(true);
  // A page that was put aside may come back for ten minutes; only then others finish what it began.
  const parked = deeds.some(([name]) => name === 'park');
  for (const tab of [...device.tabs]) {
    if (tab.parked || tab.id % 2) device.kill(tab);
    else await device.leave(tab);
  }
  for (const wait of parked ? [20_000, 610_000 + device.setBack, 20_000] : [20_000]) {
    const last = device.open();
    await time.pass(wait);
    if (time.timers > 0) service.blame('leaks', `${time.timers} timers are left`);
    if (device.locks > 0 && !parked) service.blame('leaks', `${device.locks} locks are left`);
    device.kill(last);
  }
  checkEnd(story);
  const left = await device.storage.entries([]);
  if (left.length > 0) service.blame('queue', `${left.length} entries are left: ${JSON.stringify(left[0])}`);
  return service.broken;
}
