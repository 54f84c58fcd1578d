import { DATASET_ID, PLAIN_DATASET_ID, PLAIN_SCHEMA_ID, SCHEMA_ID } from '../../fixtures.ts';
import type { SessionWatch } from './session-watch.ts';
import type { Leaf } from './violations.ts';

/** Where a message ends that was received: the service says nothing of it to the sender. */
export type Landing = 'dataset' | 'error batch' | 'no dataflow' | 'too early';

/** One message an inlet has taken. */
export interface ReceivedEvent {
  seq: number;
  /** World clock at arrival. */
  received: number;
  connectionId: string;
  inletId: string;
  mode: 'single' | 'batch' | 'raw';
  xactionId: string;
  landing: Landing;
  violations: Leaf[];
  message: unknown;
}

export interface InletState {
  /** Dataset → the schema its messages must name. */
  datasets: Map<string, string>;
  received: ReceivedEvent[];
  total: number;
  /** Request, message and validation counts of the current second or minute, for each inlet. */
  windows: Map<string, { start: number; count: number }>;
  /** What a message with this `_id` said. */
  entities: Map<string, string>;
  sessions: Map<string, SessionWatch>;
  /** Scripted outcomes of the next messages in batches. */
  itemFaults: { status: number; times: number }[];
  /** Requests and messages that must not come again as they are, and the rule that says so. */
  spent: Map<string, string>;
}

export function createInletState(): InletState {
  return {
    datasets: new Map([
      [DATASET_ID, SCHEMA_ID],
      [PLAIN_DATASET_ID, PLAIN_SCHEMA_ID],
    ]),
    received: [],
    total: 0,
    windows: new Map(),
    entities: new Map(),
    sessions: new Map(),
    itemFaults: [],
    spent: new Map(),
  };
}
