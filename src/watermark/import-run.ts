/**
 * Registers many recipients, at most 150 per call and one call at a time. Whatever goes wrong, names are looked up
 * before they are sent again, so that nothing is registered twice (DWM-R26 to R29).
 */
import { systemClock, type Clock } from '../core/clock.ts';
import { wait } from '../core/wait.ts';
import type { WatermarkClient } from './client.ts';
import { asWatermarkError, isBusinessError, isUnknownOutcome, type WatermarkError } from './errors.ts';
import { lookUp, type Registered } from './look-up.ts';
import { MOST_PER_CALL, nameKey } from './rules.ts';
import type { Recipient } from './types.ts';

export type ItemState = 'waiting' | 'unknown' | 'created' | 'registered' | 'failed';

/** One row on its way. `unknown`: it was sent, and nobody knows what became of it. */
export interface ImportItem {
  readonly line: number;
  readonly name: string;
  readonly description: string;
  readonly state: ItemState;
  readonly dwmId?: string | undefined;
  /** The registered spelling, or the service's words. */
  readonly reason?: string | undefined;
}

export interface ImportRun {
  readonly items: readonly ImportItem[];
  /** Sends what has not been settled; called again, it goes on where it stopped. */
  start(signal?: AbortSignal): Promise<void>;
}

/** So many single refusals in a row for one reason are about the account, not about the names. */
const SAME_REFUSALS = 20;
const SECOND_TRY = 2000;

export function createImportRun(
  rows: readonly Pick<ImportItem, 'line' | 'name' | 'description'>[],
  client: WatermarkClient,
  { changed = () => {}, clock = systemClock }: { changed?: () => void; clock?: Clock } = {},
): ImportRun {
  const items: ImportItem[] = rows.map(({ line, name, description }) => ({
    line,
    name,
    description,
    state: 'waiting',
  }));
  let refusals = { code: '', count: 0 };

  const settle = (index: number, change: Partial<ImportItem>): void => {
    items[index] = { ...items[index]!, ...change };
  };
  const mark = (indexes: readonly number[], state: ItemState): void => {
    for (const index of indexes) settle(index, { state });
  };
  const namesOf = (indexes: readonly number[]): string[] => indexes.map(index => items[index]!.name);

  /** Settles what is registered by now, and gives the rest. */
  const settleRegistered = (indexes: readonly number[], registered: Registered): number[] =>
    indexes.filter(index => {
      const { name } = items[index]!;
      const found = registered.get(nameKey(name));
      if (found) settle(index, outcome(found, name));
      return !found;
    });

  const review = async (indexes: readonly number[], signal?: AbortSignal): Promise<number[]> => {
    const rest = settleRegistered(indexes, await lookUp(client, namesOf(indexes), signal));
    mark(rest, 'waiting');
    changed();
    return rest;
  };

  const send = async (indexes: readonly number[], signal?: AbortSignal, again = false): Promise<void> => {
    if (indexes.length === 0) return;
    // If this page dies in the middle of the call, this is what it will have known.
    mark(indexes, 'unknown');
    let created: readonly Recipient[];
    try {
      created = await client.create(
        indexes.map(index => inputOf(items[index]!)),
        { signal },
      );
    } catch (thrown) {
      await recover(indexes, asWatermarkError(thrown), signal, again);
      return changed();
    }
    const rest = settleRegistered(indexes, new Map(created.map(each => [nameKey(each.name), each])));
    refusals = { code: '', count: 0 };
    changed();
    if (rest.length === 0) return;
    for (const index of await review(rest, signal)) {
      settle(index, { state: 'failed', reason: 'The service did not say that it was registered.' });
    }
    changed();
  };

  const recover = async (
    indexes: readonly number[],
    error: WatermarkError,
    signal: AbortSignal | undefined,
    again: boolean,
  ): Promise<void> => {
    if (error.code === 'aborted') throw error;
    if (isBusinessError(error)) {
      const rest = await review(indexes, signal);
      // The refusal may have been about those that turned out to be registered: the others get their own answer.
      return rest.length < indexes.length ? send(rest, signal) : isolate(rest, error, signal);
    }
    if (isUnknownOutcome(error)) {
      const rest = await review(indexes, signal);
      if (again) throw error;
      await wait(clock, SECOND_TRY, signal);
      return send(rest, signal, true);
    }
    // The service did not even look at it.
    mark(indexes, 'waiting');
    throw error;
  };

  /** Halves a refused call until the entries that are refused stand alone (DWM-R27). */
  const isolate = async (rest: readonly number[], error: WatermarkError, signal?: AbortSignal): Promise<void> => {
    if (rest.length > 1) {
      const half = rest.length >> 1;
      await send(rest.slice(0, half), signal);
      return send(rest.slice(half), signal);
    }
    for (const index of rest) {
      settle(index, { state: 'failed', reason: `${error.message} (${error.code})` });
      refusals = { code: error.code, count: refusals.code === error.code ? refusals.count + 1 : 1 };
      if (refusals.count >= SAME_REFUSALS) throw error;
    }
  };

  const open = (state: ItemState): number[] => items.flatMap((item, index) => (item.state === state ? [index] : []));

  return {
    get items() {
      return items;
    },
    async start(signal) {
      refusals = { code: '', count: 0 };
      try {
        await review(open('unknown'), signal);
        for (let next = open('waiting'); next.length > 0; next = open('waiting')) {
          await send(next.slice(0, MOST_PER_CALL), signal);
        }
      } finally {
        changed();
      }
    },
  };
}

const inputOf = ({ name, description }: ImportItem): { name: string; description?: string } =>
  description ? { name, description } : { name };

/** In another spelling it is somebody else's entry (DWM-R30). */
const outcome = ({ dwmId, name }: Recipient, wanted: string): Partial<ImportItem> =>
  name === wanted ? { state: 'created', dwmId } : { state: 'registered', dwmId, reason: name };

export function countStates(items: readonly ImportItem[]): Record<ItemState, number> {
  const counts: Record<ItemState, number> = { waiting: 0, unknown: 0, created: 0, registered: 0, failed: 0 };
  for (const { state } of items) counts[state]++;
  return counts;
}
