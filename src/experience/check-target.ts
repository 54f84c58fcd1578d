import { misfitOf, type InletTarget } from '../xdm/inlet-message.ts';
import { misused } from './errors.ts';

const PLACES = { address: 'inlet address', schema: 'schema', type: 'schema content type', dataset: 'dataset' };

/** @throws StreamingError naming what is missing, before anything is sent (STREAM-R21, STREAM-R24) */
export function checkTarget(target: InletTarget): void {
  const misfit = misfitOf(target);
  if (misfit) throw misused(PLACES[misfit[0]], misfit[1], misfit[2]);
}
