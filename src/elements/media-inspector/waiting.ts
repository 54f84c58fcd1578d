import { timeOf, type Log } from './event-log.ts';

/** For a while, so many events waited. */
export interface Step {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** How many events waited for the service, and when; recordings that do not tell when each was decided have none. */
export function waitingSteps(log: Log, now?: number): Step[] {
  const changes: (readonly [ts: number, change: number])[] = [];
  for (const entry of log) {
    if (entry.kind !== 'event') continue;
    const from = timeOf(entry);
    const to = entry.settled ?? (entry.delivery === 'queued' ? now : undefined);
    if (to !== undefined && to > from) changes.push([from, 1], [to, -1]);
  }
  changes.sort(([a], [b]) => a - b);
  const steps: Step[] = [];
  let count = 0;
  let since = 0;
  for (const [ts, change] of changes) {
    if (count > 0 && ts > since) steps.push({ from: since, to: ts, count });
    count += change;
    since = ts;
  }
  return steps;
}
