/** The methods of the tracker, checked and turned into what the session machine understands. */
import { misused } from './errors.ts';
import { readInfo } from './info.ts';
import type { Call, Deed, StartCall } from './session-machine.ts';

export type Method = StartCall | Call | 'stateStart' | 'stateEnd' | 'setQuality' | 'trackError' | 'endSession';

/** @throws MediaCollectionError `invalid-configuration`, naming method and argument */
export function readCall(method: Method, first?: unknown, second?: unknown): Deed {
  switch (method) {
    case 'adBreakStart':
    case 'adStart':
    case 'chapterStart':
      return { type: 'start', call: method, info: readInfo(method, first) };
    case 'stateStart':
    case 'stateEnd': {
      const name = String(first);
      // MC-R109.
      if (!/^[\w.]{1,64}$/.test(name)) throw misused(`${method}() name`, '1 to 64 of a-z A-Z 0-9 _ .', name);
      return { type: 'state', name, active: method === 'stateStart' };
    }
    case 'setQuality':
      return { type: 'quality', quality: readInfo(method, first).params };
    case 'trackError':
      if (!first) throw misused(`${method}() id`, 'a text', first);
      if (second !== 'player' && second !== 'external') {
        throw misused(`${method}() source`, 'player or external', second);
      }
      return { type: 'error', id: String(first), source: second };
    case 'endSession':
      return { type: 'end' };
    default:
      return { type: 'call', call: method };
  }
}
