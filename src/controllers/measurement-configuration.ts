/** What the next session reports, as attributes, metadata and the page around say now; what is wrong is told once. */
import { toldAs } from '../collection/errors.ts';
import { readContent } from '../collection/params.ts';
import type { Content } from '../collection/types.ts';
import type { Consent } from './measurement-consent.ts';
import type { TrackerHost } from './measurement-host.ts';
import type { RouteReader } from './measurement-routes.ts';
import { readSource } from './measurement-source.ts';

export interface Configuration {
  /** Something is wrong with it. */
  readonly wrong: boolean;
  /** @param final when nothing of it can still be on its way */
  read(media: HTMLMediaElement | null, final: boolean): Content | undefined;
}

export function createConfiguration(host: TrackerHost, consent: Consent, routes: RouteReader): Configuration {
  let complaint = '';
  return {
    get wrong() {
      return complaint !== '';
    },
    read(media, final) {
      try {
        const source = readSource(host, media);
        const content = consent.now === 'denied' ? undefined : readContent(source, routes.read(source));
        complaint = '';
        return content;
      } catch (error) {
        const { message } = error as Error;
        const known = message === complaint;
        if (final) complaint = message;
        if (final && !known) host.onError(toldAs(error));
        return undefined;
      }
    },
  };
}
