import { systemClock, type Clock } from '../core/clock.ts';
import { asStreamingError, type StreamingError } from '../experience/errors.ts';
import type { FlowClient } from '../experience/flow-client.ts';
import type { NewFlow } from '../experience/flow-requests.ts';
import type { Made, SchemaRef } from '../experience/types.ts';

/** What stands between an inlet and a dataset, in the order in which it is made. */
export const CHAIN_STEPS = ['base', 'source', 'target', 'flow'] as const;
export type ChainStep = (typeof CHAIN_STEPS)[number];

export interface ChainInput {
  name: string;
  schema: SchemaRef;
  datasetId: string;
  mapping?: { id: string; version: number } | undefined;
}

interface Step {
  readonly step: Exclude<ChainStep, 'base'>;
  readonly make: () => Promise<Made>;
  /** The same, made before: on an earlier visit, or by a request of which no answer came. */
  readonly find: () => Promise<Made | undefined>;
}

/** Data sent earlier than this after a change of a dataflow may be dropped. */
export const SETTLING = 5 * 60_000;

/**
 * Makes source, target and dataflow for a connection, one after the other. What has been made stays made: whatever run
 * comes next, of this page or another one, looks for each before it makes it.
 */
export class StreamingChain {
  readonly #client: FlowClient;
  readonly #clock: Clock;
  readonly #changed: () => void;
  readonly made: Partial<Record<ChainStep, string>> = {};
  running: ChainStep | undefined;
  error: StreamingError | undefined;
  /** Moment, by the clock that never jumps, at which the dataflow was made. */
  #flowAt: number | undefined;

  constructor(client: FlowClient, connectionId: string, changed: () => void, clock: Clock = systemClock) {
    this.#client = client;
    this.#changed = changed;
    this.#clock = clock;
    this.made.base = connectionId;
  }

  /** Milliseconds until data is safe to send; 0 before there is a dataflow, and after. */
  get settling(): number {
    if (this.#flowAt === undefined) return 0;
    return Math.max(0, this.#flowAt + SETTLING - this.#clock.elapsed());
  }

  async run({ name, schema, datasetId, mapping }: ChainInput, signal?: AbortSignal): Promise<void> {
    const { made } = this;
    const client = this.#client;
    const flow = (): NewFlow => ({ name, sourceId: made.source!, targetId: made.target!, mapping });
    const steps: readonly Step[] = [
      {
        step: 'source',
        make: () => client.createSource(name, made.base!, { signal }),
        find: () => client.findSource(name, made.base!, { signal }),
      },
      {
        step: 'target',
        make: () => client.createTarget(name, schema, datasetId, { signal }),
        find: () => client.findTarget(name, schema, datasetId, { signal }),
      },
      {
        step: 'flow',
        make: () => client.createFlow(flow(), { signal }),
        find: () => client.findFlow(flow(), { signal }),
      },
    ];
    this.error = undefined;
    try {
      for (const { step, make, find } of steps) {
        if (made[step]) continue;
        this.running = step;
        this.#changed();
        made[step] = ((await find()) ?? (await make())).id;
        if (step === 'flow') this.#flowAt = this.#clock.elapsed();
      }
    } catch (error) {
      this.error = asStreamingError(error);
    } finally {
      this.running = undefined;
      this.#changed();
    }
  }
}
