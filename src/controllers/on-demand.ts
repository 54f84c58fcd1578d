/** For elements, which do not import clients themselves. */
export { onDemand } from '../pass/on-demand.ts';
