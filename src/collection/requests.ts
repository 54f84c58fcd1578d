/** Endpoints E1, E2 and E4. */
import type { Destination } from './destination.ts';
import { send } from './sender.ts';

/**
 * The address is built from the configured base; the id is one segment of it, just as the service wrote it (MC-R1,
 * MC-R2, MC-R8, MC-R9). A downloaded session goes as a whole (MC-R114 to R116).
 */
export const mediaCollection: Destination = (options, { base, session, downloaded }, queue) => {
  const events = queue.map(([, event]) => event);
  const opening = !downloaded && events[0]!.eventType === 'sessionStart';
  const path = downloaded ? 'downloaded' : opening ? 'sessions' : `sessions/${session}/events`;
  const content = downloaded ? events : events[0];
  return [
    downloaded ? events.length : 1,
    send(options, `${base}/api/v1/${path}`, JSON.stringify(content), (status, _text, headers) => {
      // MC-R6: only 201 with a usable `Location` opens a session.
      const opened = opening && status === 201 ? sessionId(headers.get('Location')) : undefined;
      return status < 300 && (!opening || opened) ? { accepted: opened ? { session: opened } : {} } : undefined;
    }),
  ];
};

/** MC-R7, MC-R9: whatever the address around it looks like, the segment after `sessions/` is the id, as it is. */
export const sessionId = (location: string | null): string | undefined =>
  /^([^?#]*\/)?sessions\/([^/?#.][^/?#]*)\/*([?#]|$)/.exec(location ?? '')?.[2];
