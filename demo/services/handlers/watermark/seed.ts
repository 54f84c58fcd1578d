import { addJob, addRecipient, DONE, FAILED, FIRST_STATUS, UNKNOWN_JOB } from './state.ts';
import type { Step, Task, WatermarkState } from './state.ts';

/** What the demo site begins with: recipients, and jobs of which some are done and some go on while one looks. */

const PLACES = ['North', 'South', 'East', 'West', 'Harbour', 'Old Town', 'Riverside', 'Hilltop'];
const TRADES = ['Cinema', 'Airline', 'Hotel', 'Festival', 'Press', 'School'];
const TITLES = ['tour', 'garden', 'harbour', 'summit', 'winter', 'atlas'];

const HOUR = 3_600_000;
const MINUTE = 60_000;

export function seedRecipients(state: WatermarkState, count: number, now: number): void {
  for (let index = 0; index < count; index += 1) {
    const words = [PLACES[index % PLACES.length], TRADES[Math.floor(index / PLACES.length) % TRADES.length]];
    const round = Math.floor(index / (PLACES.length * TRADES.length));
    const name = [...words, ...(round === 0 ? [] : [String(round + 1)])].join('-').replaceAll(' ', '_');
    addRecipient(state, name, `${words.join(' ')}${round === 0 ? '' : ` ${round + 1}`}`, now - (count - index) * HOUR);
  }
}

/** The newest four have not ended: they move within the first minutes of a demo. */
export function seedJobs(state: WatermarkState, count: number, now: number): void {
  const ids = [...state.byId.keys()];
  for (let index = 0; index < count; index += 1) {
    const running = count - index <= 4;
    const failed = index % 9 === 5 && !running;
    const length = (12 + (index % 5) * 7) * MINUTE;
    const began = running ? now - (count - index) * 4 * MINUTE : now - (count - index) * 5 * HOUR;
    const recipients = ids.slice(0, Math.max(0, ids.length - 8)).filter((_, place) => (place + index) % 7 === 0);
    const title = TITLES[index % TITLES.length];
    addJob(state, {
      contentId: `${title}-${String(index + 1).padStart(3, '0')}`,
      began,
      steps: steps(length, failed),
      tasks: spread(recipients, length, failed ? 3 : 0),
    });
  }
}

/** Ready, something unknown, and an end. */
export function steps(length: number, failed: boolean): Step[] {
  return [
    { after: 0, status: FIRST_STATUS },
    { after: Math.round(length / 4), status: UNKNOWN_JOB },
    { after: length, status: failed ? FAILED : DONE },
  ];
}

/** Tasks end one after the other; every `failEvery`th fails. The vendor's CLI codes are not public: 7 is ours. */
export function spread(recipients: number[], length: number, failEvery: number): Task[] {
  return recipients.map((dwmId, index) => ({
    dwmId,
    ends: Math.round(length * ((index + 1) / recipients.length)),
    cliError: failEvery > 0 && index % failEvery === failEvery - 1 ? 'SBX-7' : '0',
  }));
}
