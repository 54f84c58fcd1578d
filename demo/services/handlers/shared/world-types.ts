import type { CollectionState } from '../collection/state.ts';
import type { FlowState } from '../flow/state.ts';
import type { InletState } from '../inlet/state.ts';
import type { PassState } from '../pass/state.ts';
import type { WatermarkState } from '../watermark/state.ts';
import type { WorldClock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { ComplaintKind, Journal, JournalEntry } from './journal.ts';
import type { Random } from './random.ts';
import type { Switches } from './switches.ts';
import type { Throttle } from './throttle.ts';

/** What may be chosen when a world is opened. Lives are in seconds, delays in real milliseconds. */
export interface WorldOptions {
  /** Start of the world's clock, epoch milliseconds. */
  now?: number;
  /** The clock stands still until it is moved. */
  frozen?: boolean;
  /** Seeds the ids; the time of opening when left out. */
  seed?: number;
  /** Short for `switches.throttle`. */
  throttle?: boolean;
  /** Short for `switches.strict`. */
  strict?: boolean;
  switches?: Partial<Switches>;
  perSecond?: number;
  burst?: number;
  tokenLife?: number;
  codeLife?: number;
  profileLife?: number;
  /** Seconds until a new profile is seen by those who ask for it. */
  profileDelay?: number;
  decisionLife?: number;
  mediaTokenLife?: number;
  tempPassLife?: number;
  promoPassLife?: number;
  promoPassItems?: number;
  maxAuthorize?: number;
  maxPreauthorize?: number;
  /** Fill the list of TV providers up to this number. */
  providers?: number;
  /** How long the slow provider takes. */
  slowDelay?: number;
  /** How long a home-based sign-in shows its page. */
  homeDelay?: number;
  /** Streaming connections the demo organization begins with. */
  connections?: number;
  /** How often a new connection is read before its inlet is there. */
  inletReads?: number;
  /** Limits of an inlet. */
  inletRequests?: number;
  inletMessages?: number;
  inletValidations?: number;
  /** Life of an access token of the organization. */
  staffTokenLife?: number;
  /** Watermarking jobs and recipients the demo site begins with. */
  jobs?: number;
  recipients?: number;
  /** How many recipients a site may have. */
  recipientQuota?: number;
  watermarkTokenLife?: number;
  /** The seconds between pings in ads that the client is configured for; checked only when given. */
  adPingInterval?: number;
}

export type Settings = Required<
  Omit<WorldOptions, 'now' | 'seed' | 'switches' | 'throttle' | 'strict' | 'adPingInterval'>
> &
  Pick<WorldOptions, 'adPingInterval'>;

export interface World {
  settings: Settings;
  clock: WorldClock;
  random: Random;
  journal: Journal;
  faults: Faults;
  switches: Switches;
  throttle: Throttle;
  pass: PassState;
  collection: CollectionState;
  flow: FlowState;
  inlet: InletState;
  watermark: WatermarkState;
  /** Origins the operators' services answer while the switch `operatorCors` is `allow-list`. */
  allowedOrigins: string[];
  /** Back to the state of opening: journal, faults, switches, and everything remembered. The clock keeps its time. */
  reset(): void;
  /** Ends open event streams. */
  close(): void;
  /** Called once when the world closes. */
  onClose(listener: () => void): () => void;
}

/** One request on its way through the world. */
export interface Call {
  request: Request;
  url: URL;
  address: string;
  /** The body as text; empty without one. */
  text: string;
  /** The answer as it was delivered. */
  answer?: string;
  entry: JournalEntry;
  /** A scripted fault keeps the service's own answer from the client, or changes it. */
  altered: boolean;
  /** Records something the client must not do. */
  complain(rule: string, text: string, kind: ComplaintKind): void;
}

/** What every Hono handler finds in `c.env`. */
export interface Bindings {
  world: World;
  call: Call;
}

export interface Env {
  Bindings: Bindings;
}
