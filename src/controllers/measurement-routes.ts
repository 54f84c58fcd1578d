/** Which destinations a page names beside the Media Collection API; what reads that is fetched for who names one. */
import type { Routes } from '../collection/destination.ts';
import { unloadable } from '../collection/errors.ts';
import type { ContentSource } from '../collection/params.ts';
import type { MeasurementPlatform } from './measurement-platform.ts';

export interface RouteReader {
  /** It is on its way. */
  readonly fetching: boolean;
  /** Fetches it, or the parts of it that are named now; undefined where there is nothing to fetch. */
  fetch(): Promise<void> | undefined;
  /** @throws MediaCollectionError where an attribute is wrong, or what it needs could not be fetched */
  read(source: ContentSource): Routes | undefined;
}

export function createRouteReader(host: Element, { others }: MeasurementPlatform): RouteReader {
  let reader: ((source: ContentSource) => Routes) | undefined;
  let fetching = false;
  const isNamed = (): boolean => host.matches('[datastream],[inlet-url]');
  return {
    get fetching() {
      return fetching;
    },
    fetch() {
      if (fetching || !isNamed()) return undefined;
      fetching = true;
      return others()
        .then(({ fetchReader }) => fetchReader(name => host.getAttribute(name)))
        .then(fetched => void (reader = fetched))
        .finally(() => (fetching = false));
    },
    read(source) {
      if (!isNamed()) return undefined;
      if (!reader) throw unloadable('What sends to this destination');
      return reader(source);
    },
  };
}
