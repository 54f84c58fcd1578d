import type { ServedWorld } from '../../demo/services/world.ts';
import { control, openTestWorld, send, type Answer } from './support.ts';

export const SESSION_PARAMS = {
  'analytics.trackingServer': 'metrics.example.test',
  'analytics.reportSuite': 'demo-suite',
  'visitor.marketingCloudOrgId': '1234567890ABCDEF@AdobeOrg',
  'media.id': 'garden-07',
  'media.length': 600,
  'media.contentType': 'vod',
  'media.playerName': 'demo player',
  'media.channel': 'demo site',
};

export const AD = {
  'media.ad.id': 'ad-1',
  'media.ad.length': 15,
  'media.ad.podPosition': 1,
  'media.ad.playerName': 'demo player',
};

export const CHAPTER = { 'media.chapter.index': 1, 'media.chapter.offset': 0, 'media.chapter.length': 300 };

/** Start of the tests' media time. */
export const T0 = 1_800_000_000_000;

export function event(eventType: string, seconds: number, playhead = seconds, extra: object = {}) {
  return { eventType, playerTime: { playhead, ts: T0 + Math.round(seconds * 1000) }, ...extra };
}

export const sessionStart = (extra: object = {}, params: object = {}): Record<string, unknown> =>
  event('sessionStart', 0, 0, { params: { ...SESSION_PARAMS, ...params }, ...extra });

export function post(
  world: ServedWorld,
  path: string,
  body: unknown,
  type: string | null = 'application/json',
): Promise<Answer> {
  return send(world, `/api/v1${path}`, {
    method: 'POST',
    headers: type === null ? {} : { 'content-type': type },
    body: typeof body === 'string' ? body : new TextEncoder().encode(JSON.stringify(body)),
  });
}

/** A world with an open media session. */
export async function startMedia(options = {}, params: object = {}) {
  const world = openTestWorld({ now: T0, ...options });
  const answer = await post(world, '/sessions', sessionStart({}, params));
  const location = answer.headers.get('location') ?? '';
  const id = location.split('/').slice(-1)[0] ?? '';
  return {
    world,
    answer,
    location,
    id,
    report: (body: unknown) => post(world, `/sessions/${id}/events`, body),
    /** Reports events one after the other and answers the statuses. */
    async play(...events: unknown[]) {
      const statuses = [];
      for (const one of events) statuses.push((await post(world, `/sessions/${id}/events`, one)).status);
      return statuses;
    },
    view: async () => (await control(world, 'GET', `/collection/sessions/${id}`)).body,
  };
}
