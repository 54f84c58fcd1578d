/** Endpoints E1, E2 and E4: arguments to address and body, nothing else. */
import type { OutgoingRequest } from './destination.ts';
import type { MediaEvent, Target } from './types.ts';

/** MC-R1. */
export const sessionsRequest = ({ base }: Target, event: MediaEvent): OutgoingRequest => ({
  kind: 'session',
  url: `${base}/api/v1/sessions`,
  body: JSON.stringify(event),
});

/** MC-R2, MC-R8, MC-R9: built from the configured base, the id as one opaque segment. */
export const eventsRequest = ({ base }: Target, session: string, event: MediaEvent): OutgoingRequest => ({
  kind: 'event',
  url: `${base}/api/v1/sessions/${encodeURIComponent(session)}/events`,
  body: JSON.stringify(event),
});

/** MC-R114 to R116. */
export const downloadedRequest = ({ base }: Target, events: readonly MediaEvent[]): OutgoingRequest => ({
  kind: 'batch',
  url: `${base}/api/v1/downloaded`,
  body: JSON.stringify(events),
});

/**
 * MC-R3 to R5, and MC-R20: every request is kept alive beyond its page, since any of them may be the last one. The
 * browser allows 64 KiB of such bodies at a time, so a large one goes without.
 */
export const requestInit = (body: string, signal: AbortSignal): RequestInit => ({
  method: 'POST',
  mode: 'cors',
  credentials: 'omit',
  headers: { 'Content-Type': 'application/json' },
  keepalive: body.length < 20_000,
  body,
  signal,
});
