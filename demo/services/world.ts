import { Hono } from 'hono';
import { collectionRoutes } from './handlers/collection/routes.ts';
import { createCollectionState } from './handlers/collection/state.ts';
import { controlRoutes } from './handlers/control/routes.ts';
import { pageRoutes } from './handlers/pages/routes.ts';
import { passRoutes } from './handlers/pass/routes.ts';
import { createPassState } from './handlers/pass/state.ts';
import { edgeRoutes } from './handlers/edge/routes.ts';
import { flowRoutes } from './handlers/flow/routes.ts';
import { createFlowState } from './handlers/flow/state.ts';
import { watchInlet } from './handlers/inlet/outcomes.ts';
import { inletRoutes } from './handlers/inlet/routes.ts';
import { createInletState } from './handlers/inlet/state.ts';
import { enterWatermark, watchWatermark } from './handlers/watermark/outcomes.ts';
import { watermarkRoutes } from './handlers/watermark/routes.ts';
import { createWatermarkState } from './handlers/watermark/state.ts';
import { createClock } from './handlers/shared/clock.ts';
import { createFaults } from './handlers/shared/faults.ts';
import { createJournal } from './handlers/shared/journal.ts';
import { createRandom } from './handlers/shared/random.ts';
import { answerCall, beginCall, isJournaled } from './handlers/shared/pipeline.ts';
import { checkSwitches, defaultSwitches, type Switches } from './handlers/shared/switches.ts';
import { createThrottle } from './handlers/shared/throttle.ts';
import type { Env, Settings, World, WorldOptions } from './handlers/shared/world-types.ts';

export type { World, WorldOptions } from './handlers/shared/world-types.ts';
export type { Complaint, JournalEntry } from './handlers/shared/journal.ts';
export type { FaultRule } from './handlers/shared/faults.ts';

export interface ServedWorld extends World {
  /**
   * The whole service as one function of the platform's own types: a test passes it to a client as `fetch`,
   * a server serves it. `address` stands for the client's IP address.
   */
  fetch(request: Request | string | URL, init?: RequestInit & { address?: string }): Promise<Response>;
}

export interface InProcessOptions extends WorldOptions {
  /** Share a fake clock with the code under test. */
  clockSource?: () => number;
}

const DEFAULTS: Settings = {
  frozen: false,
  perSecond: 1,
  burst: 10,
  tokenLife: 21_600,
  codeLife: 1_800,
  profileLife: 30 * 86_400,
  profileDelay: 0,
  decisionLife: 3_600,
  mediaTokenLife: 420,
  tempPassLife: 600,
  promoPassLife: 86_400,
  promoPassItems: 3,
  maxAuthorize: 1,
  maxPreauthorize: 5,
  providers: 0,
  slowDelay: 4_000,
  homeDelay: 3_000,
  connections: 0,
  inletReads: 0,
  inletRequests: 1_000,
  inletMessages: 10_000,
  inletValidations: 60,
  staffTokenLife: 86_400,
  jobs: 36,
  recipients: 48,
  recipientQuota: 50_000,
  watermarkTokenLife: 3_600,
};

/** Where `npm start` serves the demo. */
const ALLOWED_ORIGINS = ['http://localhost:8000', 'http://127.0.0.1:8000'];

const OWN_OPTIONS = ['now', 'seed', 'throttle', 'strict', 'switches', 'adPingInterval', 'clockSource'];

/** An isolated world: its own clock, journal, faults, rate limiter, viewers and media sessions. */
export function createWorld(options: InProcessOptions = {}): ServedWorld {
  const problem = checkOptions({ ...options });
  if (problem) throw new TypeError(problem);
  const settings = readSettings(options);
  const switches = initialSwitches(options);
  const clock = createClock({ now: options.now, frozen: settings.frozen, source: options.clockSource });
  const closers = new Set<() => void>();
  const { perSecond, burst } = settings;
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 32);

  const world: ServedWorld = {
    settings,
    clock,
    switches: { ...switches },
    random: createRandom(seed),
    journal: createJournal(),
    faults: createFaults(),
    throttle: createThrottle({ elapsed: clock.elapsed, perSecond, burst, forgetAfter: 600_000 }),
    pass: createPassState(settings),
    collection: createCollectionState(),
    ...operators(settings, clock.now(), seed),
    allowedOrigins: [...ALLOWED_ORIGINS],
    reset() {
      world.journal.clear();
      world.faults.clear();
      world.throttle.clear();
      world.switches = { ...switches };
      world.pass = createPassState(settings);
      world.collection = createCollectionState();
      Object.assign(world, operators(settings, clock.now(), seed));
      world.allowedOrigins = [...ALLOWED_ORIGINS];
    },
    close() {
      for (const closer of [...closers]) closer();
      closers.clear();
    },
    onClose(listener) {
      closers.add(listener);
      return () => closers.delete(listener);
    },
    async fetch(input, { address = 'in-process', ...init } = {}) {
      const request = input instanceof Request ? input : new Request(input, init);
      const call = await beginCall(world, request, address);
      if (!isJournaled(call.url.pathname)) return routes.fetch(request, { world, call });
      enterWatermark(world, call);
      try {
        return await answerCall(world, call, () => Promise.resolve(routes.fetch(request, { world, call })));
      } finally {
        watchInlet(world, call);
        watchWatermark(world, call);
      }
    },
  };

  const routes = new Hono<Env>({ strict: true });
  routes.route('/', controlRoutes());
  routes.route('/', pageRoutes());
  routes.route('/', collectionRoutes());
  routes.route('/', edgeRoutes());
  routes.route('/', flowRoutes());
  routes.route('/', inletRoutes());
  // Before Adobe Pass, whose `/api/{serviceProvider}/list` would otherwise answer for a site of that name.
  routes.route('/', watermarkRoutes());
  routes.route('/', passRoutes());
  routes.onError(error => {
    throw error;
  });
  return world;
}

/** Says what is wrong with the options of a new world, or nothing. */
export function checkOptions(options: Record<string, unknown>): string | undefined {
  for (const [name, value] of Object.entries(options)) {
    if (!(name in DEFAULTS) && !OWN_OPTIONS.includes(name)) return `${name}: no such option`;
    if (name in DEFAULTS && typeof value !== typeof DEFAULTS[name as keyof Settings]) {
      return `${name}: expected ${typeof DEFAULTS[name as keyof Settings]}`;
    }
  }
  return checkSwitches((options['switches'] ?? {}) as Record<string, unknown>);
}

function readSettings(options: InProcessOptions): Settings {
  const chosen = Object.entries(options).filter(([name]) => name in DEFAULTS || name === 'adPingInterval');
  return { ...DEFAULTS, ...(Object.fromEntries(chosen) as Partial<Settings>) };
}

/** The operators' services: streaming connections, inlets and watermarking. */
function operators(settings: Settings, now: number, seed: number) {
  return {
    flow: createFlowState({ settings, now, random: createRandom(seed + 1) }),
    inlet: createInletState(),
    watermark: createWatermarkState({ settings, now, random: createRandom(seed + 2) }),
  };
}

function initialSwitches({ switches, throttle, strict }: WorldOptions): Switches {
  return defaultSwitches({
    ...(throttle === undefined ? {} : { throttle }),
    ...(strict === undefined ? {} : { strict }),
    ...switches,
  });
}
