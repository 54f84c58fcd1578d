/** Destinations beside the Media Collection API: each is fetched when a page names it, or a stored session goes there. */
import type { OtherDestination, Routes } from './destination.ts';
import type { ContentSource } from './params.ts';
import type { Route } from './types.ts';

// Both need it: it comes along.
export { toXdm } from './xdm.ts';

/** One by its name. */
export const load = (name: NonNullable<Route['to']>): Promise<OtherDestination> =>
  name === 'edge' ? import('./edge.ts') : import('./inlet.ts');

type Source = Pick<ContentSource, 'tag' | 'attribute'>;

/** What reads the routes to those that attributes name now. */
export async function fetchReader(attribute: ContentSource['attribute']): Promise<(source: Source) => Routes> {
  const [edge, inlet] = await Promise.all([
    attribute('datastream') === null ? undefined : load('edge'),
    attribute('inlet-url') === null ? undefined : load('inlet'),
  ]);
  return source => {
    const main = edge?.readRoute(source);
    const beside = inlet?.readRoute(source);
    return main || source.attribute('collection-api') !== null ? { main, beside } : { main: beside };
  };
}
