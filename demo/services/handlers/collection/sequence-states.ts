import { textOf } from '../shared/text.ts';
import type { Rules } from './sequence.ts';
import type { MediaEvent } from './state.ts';

const MOST = 10;
/** The five standard names count as one however they are capitalised (C11). */
const STANDARD = ['fullscreen', 'mute', 'closedcaptioning', 'pictureinpicture', 'infocus'];

/** Player states: ended after started, at most ten in a session (section 6). */
export function createStateRules(): Rules {
  const known = new Set<string>();
  const active = new Set<string>();

  function end(name: string): string[] {
    return active.delete(name) ? [] : [`stateEnd of ${name}, which was not started`];
  }
  function start(name: string): string[] {
    const remarks = active.has(name) ? [`stateStart of ${name}, which is already active`] : [];
    if (!known.has(name) && known.size === MOST) remarks.push(`more than ${MOST} states: ${name} is discarded`);
    known.add(name);
    active.add(name);
    return remarks;
  }

  return event => {
    const { ended, started } = readStates(event);
    return [...ended.flatMap(end), ...started.flatMap(start)];
  };
}

/** The states an event ends and starts, in that order. */
export function readStates({ eventType, params = {} }: MediaEvent): { ended: string[]; started: string[] } {
  const own = [normalise(params['media.state.name'])];
  if (eventType === 'stateStart') return { ended: [], started: own };
  if (eventType === 'stateEnd') return { ended: own, started: [] };
  if (eventType !== 'statesUpdate') return { ended: [], started: [] };
  const list = (key: string) =>
    ((params[key] ?? []) as Record<string, unknown>[]).map(s => normalise(s['media.state.name']));
  return { ended: list('statesEnd'), started: list('statesStart') };
}

function normalise(name: unknown): string {
  const lower = textOf(name).toLowerCase();
  return STANDARD.includes(lower) ? lower : textOf(name);
}
