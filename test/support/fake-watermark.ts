/** The watermarking service in memory, for tests of the client: strict where its guide is, with faults on demand. */
import { createFakeService, json, type Answer, type Asked, type FakeService } from './fake-service.ts';

export interface FakeWatermark extends FakeService {
  /** Names by their lower-case form. */
  names: Map<string, { dwm_id: number; name: string; description?: string }>;
  /** How often a name was registered, taken ones included. */
  registrations: Map<string, number>;
  /** Answers instead of the service, as long as it gives something. `after` does so once the service has acted. */
  instead: ((asked: Asked) => Answer) | undefined;
  after: ((asked: Asked) => Answer) | undefined;
  /** Refuses names for a reason of its own. */
  refuse: (name: string) => string | undefined;
}

const envelope = (data: unknown, more: object = {}): Response =>
  json({ error_code: '0000', error_message: 'Success.', time_zone: '+00:00', data, ...more });
export const declined = (code: string, message: string): Response => json({ error_code: code, error_message: message });

export function createFakeWatermark(): FakeWatermark {
  const names: FakeWatermark['names'] = new Map();
  const registrations = new Map<string, number>();

  const create = ({ body }: Asked): Response => {
    const recipients = body.recipients as { name: string; description?: string }[];
    if (recipients.length > 150) return declined('SBX-LIMIT', 'over 150');
    for (const { name } of recipients) {
      const reason = fake.refuse(name) ?? (names.has(name.toLowerCase()) ? 'taken' : undefined);
      if (reason) return declined('SBX-TAKEN', `${name}: ${reason}`);
    }
    const made = recipients.map(({ name, ...rest }) => {
      const entry = { dwm_id: names.size + 1, name, ...rest };
      names.set(name.toLowerCase(), entry);
      registrations.set(name.toLowerCase(), (registrations.get(name.toLowerCase()) ?? 0) + 1);
      return { ...entry, reg_time: '2026-03-04T10:15:30' };
    });
    return envelope(made.reverse());
  };

  const list = ({ query }: Asked): Response => {
    const keywords = query.getAll('search_keyword').map(each => each.toLowerCase());
    const all = [...names.values()].filter(
      ({ name }) => keywords.length === 0 || keywords.includes(name.toLowerCase()),
    );
    const size = Number(query.get('page_unit'));
    const start = (Number(query.get('page_index')) - 1) * size;
    return envelope(all.slice(start, start + size), { total_count: all.length });
  };

  const service = createFakeService(async asked => {
    const given = fake.instead?.(asked);
    if (given) return given;
    const answer = asked.path.includes('/token/')
      ? json({ error_code: '0000', error_message: 'Success.', data: { token: 'Bearer t-1' } })
      : asked.method === 'POST'
        ? create(asked)
        : list(asked);
    return fake.after?.(asked) ?? answer;
  });
  const fake: FakeWatermark = Object.assign(service, {
    names,
    registrations,
    instead: undefined,
    after: undefined,
    refuse: () => undefined,
  });
  return fake;
}
