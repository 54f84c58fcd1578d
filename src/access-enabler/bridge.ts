/** Between the page and the machine: calls in, callbacks out, and the set-up. What few page views need is fetched. */
import { readNote } from '../storage/device-note.ts';
import { selection } from './answers.ts';
import { event } from './events.ts';
import { callPage, type ErrorHandlers, guarded, say } from './handlers.ts';
import { asPassError, findOrCreate, type LinkOptions, type Service, settle, viewerOf } from './link.ts';
import { transition } from './machine.ts';
import { answerWithoutBridge } from './no-bridge.ts';
import type * as onDemand from './on-demand.ts';
import { isPlainObject, readOptions } from './options.ts';
import { type AeAction, type AeEffect, type AeState, initialState } from './state.ts';
import type { AeCall, AeSelection } from './types.ts';
import { describeClient } from './viewer-data.ts';

export type OnDemand = typeof onDemand;

/** A call as the page made it. */
export type PageCall = readonly [name: string, ...args: unknown[]];

export interface Bridge {
  run(...call: PageCall): void;
  selection(): AeSelection;
}

/** What a page need not say in its calls. */
export interface BridgeSource {
  statement?: string | undefined;
  baseUrl?: string | undefined;
  /** Registers `<pass-service>` and the picker; asked only where nobody has done so. */
  load: () => Promise<unknown>;
  /** Fetches what few page views need. */
  onDemand: () => Promise<OnDemand>;
}

export function createBridge(source: BridgeSource, handlers: ErrorHandlers): Bridge {
  let state: AeState = initialState;
  let link: LinkOptions | undefined;
  let service: Service | undefined;
  let stopFollowing = (): void => {};
  let setUps = 0;
  let more: OnDemand | undefined;
  let fetching: Promise<void> | undefined;
  let runMore: ((effect: AeEffect) => void) | undefined;
  /** Calls that need what is being fetched, and those behind them. */
  let waiting: PageCall[] = [];

  /** What waits goes first. Once the part is there, a call is made at once: it may need the viewer's click. */
  const fetchMore = (): Promise<void> =>
    (fetching ??= source.onDemand().then(
      part => {
        more = part;
        runMore = part.createEffects({ dispatch, service: () => service!, options: () => state.options });
        waiting.forEach(perform);
        waiting = [];
      },
      () => {
        // The next call tries again; those that wait are answered now. The requestor is kept for it; else it is known
        // who is signed in.
        fetching = undefined;
        const calls = waiting;
        waiting = calls.filter(([name]) => name === 'setRequestor');
        const isUnknown = waiting.length;
        const decline = answerWithoutBridge(handlers);
        for (const call of calls) (isUnknown || !EARLY.test(call[0]) ? decline : perform)(call);
      },
    ));

  const dispatch = (action: AeAction): void => {
    const before = state.trial?.id ?? null;
    const step = transition(state, action, viewerOf(service), more);
    state = step.state;
    const trial = state.trial?.id ?? null;
    if (trial !== before && !/^set-up$|^requestor$/.test(action.type)) void more!.writeNote(noteKey(), trial);
    step.effects.forEach(run);
  };
  const noteKey = (): [string, string] => ['access-enabler', link!.requestor];

  /**
   * Nothing is told inside the call that caused it, and all of it in the order in which it was caused. Each has a task
   * of its own: a page that answers every no with another call would let nothing else happen in a microtask.
   */
  const run = (effect: AeEffect): void => {
    switch (effect.type) {
      case 'callback':
        return void setTimeout(callback, 0, effect.name, effect.args);
      case 'error-event':
        return void setTimeout(handlers.tell, 0, effect.event);
      case 'respond':
        return void setTimeout(() => guarded(effect.callback[effect.name], effect.callback, [effect.response]));
      case 'say':
        return say(effect.text);
      case 'set-up':
        return void setUp();
      default:
        if (runMore) runMore(effect);
        else void fetchMore().then(() => runMore?.(effect));
    }
  };

  const callback = (name: string, args: unknown[]): void => {
    if (name === 'sendTrackingData')
      args = [args[0], [...(args[1] as unknown[]), ...describeClient(navigator.userAgent)]];
    if (name === 'setConfig') args = [more!.configurationXml(link!.requestor, state.providers)];
    if (!callPage(name, args) && name === 'displayProviderDialog') {
      more!.showPicker(service!, id => dispatch({ type: 'call', call: { name: 'setSelectedProvider', id } }));
    }
  };

  const setUp = async (): Promise<void> => {
    const mine = ++setUps;
    let action: AeAction;
    try {
      const found = await findOrCreate(link!);
      if (setUps !== mine) return;
      follow(found);
      // What failed before is asked for again.
      if (found.state === 'error') await found.refresh();
      const arrival = await settle(found);
      let isVolatile = false;
      const tried = await readNote(noteKey()).catch(() => void (isVolatile = true));
      if (typeof tried === 'string') await fetchMore();
      action = { type: 'set-up', ...arrival, isVolatile, trial: await more?.readTrial(found, tried) };
    } catch (error) {
      // The words for it are in that part.
      await fetchMore();
      action = { type: 'set-up-failed', error: asPassError(error) };
    }
    if (setUps !== mine) return;
    dispatch(action);
    // The next click may open a window, which has to happen inside it.
    if (!viewerOf(service).profile) void fetchMore();
  };

  const follow = (found: Service): void => {
    stopFollowing();
    service = found;
    const changed = (): void => {
      dispatch({ type: 'changed' });
      if (!found.profile) void fetchMore();
    };
    for (const name of EVENTS) found.addEventListener(name, changed);
    stopFollowing = () => EVENTS.forEach(name => found.removeEventListener(name, changed));
  };

  const setRequestor = (id: unknown, second: unknown, third: unknown): void => {
    const requestor = String(id);
    const [endpoints, wishes] = isPlainObject(second) ? [null, second] : [second, third];
    const options = readOptions(wishes);
    const isNew = link?.requestor !== requestor;
    const baseUrl = source.baseUrl ?? more?.baseOf(endpoints) ?? (isNew ? undefined : link?.baseUrl);
    const { visitorID: visitorId, applicationId } = options;
    const { statement, load } = source;
    const wantsConfig = options.callSetConfig !== false && typeof window.setConfig === 'function';
    link = { requestor, statement, load, baseUrl, visitorId, applicationId };
    dispatch({ type: 'requestor', options, isNew, wantsConfig });
  };

  const perform = ([name, ...args]: PageCall): void => {
    try {
      if (name === 'setRequestor') return setRequestor(args[0], args[1], args[2]);
      const call = more ? more.readCall(name, args) : readEarly(name, args[1]);
      if (call) dispatch({ type: 'call', call });
    } catch (error) {
      // What a page hands over may throw when it is looked at; the page goes on.
      const told = { ...event('500'), message: `${name}(): ${asPassError(error).message}` };
      setTimeout(handlers.tell, 0, told);
    }
  };

  return {
    run(...call) {
      const [name, , second] = call;
      // Before the set-up has ended it is refused, and never waits.
      const isRefused = name === 'preauthorize' && state.phase !== 'ready';
      const isEarly = EARLY.test(name) && !Array.isArray(second);
      if (more || isRefused || (isEarly && waiting.length === 0)) return perform(call);
      // The page may go on to use a list that it handed over.
      waiting.push(call.map(arg => (Array.isArray(arg) ? [...(arg as unknown[])] : arg)) as unknown as PageCall);
      void fetchMore();
    },
    selection: () => selection({ state, viewer: viewerOf(service), effects: [] }),
  };
}

/** All that many page views ask for: who is signed in. Endpoints, which few pages name, are looked at on demand. */
const EARLY = /^(setRequestor|checkAuthentication|getSelectedProvider)$/;

/** These calls have nothing to be read, but for the callback of a `preauthorize` that comes too early. */
const readEarly = (name: string, callback: unknown): AeCall =>
  ({ name, resources: null, cache: true, callback: callback ?? {} }) as AeCall;

const EVENTS = ['pass-signed-in', 'pass-signed-out'] as const;

declare global {
  interface Window {
    /** The page's own. */
    setConfig?: unknown;
  }
}
