/** What went on between two events: playing, breaks, ads, chapters, player states, bitrates. */
import type { EventType, Params } from '../../collection/types.ts';
import { timeOf, type Entry, type LoggedEvent } from './event-log.ts';
import { text, type LaneName, type Session, type Span, type SpanKind } from './timeline-types.ts';

export interface Folded {
  readonly spans: readonly Span[];
  readonly rows: Readonly<Record<LaneName, number>>;
  rowOf(entry: Entry): number;
}

const PLAYBACK: Partial<Record<EventType, SpanKind>> = { play: 'play', pauseStart: 'pause', bufferStart: 'buffer' };
/** Ads stand in a row of their own below their break. */
const AD_EVENTS: readonly EventType[] = ['adStart', 'adComplete', 'adSkip'];
/** What is told in the same moment is no span of its own. */
const MOMENT = 25;

export const stateName = (params: Params = {}): string => text(params['media.state.name']);

export const bitrateOf = ({ qoeData, params }: LoggedEvent): number | undefined => {
  const value = Number(qoeData?.['media.qoe.bitrate'] ?? params?.['media.qoe.bitrate'] ?? NaN);
  return value > 0 ? value : undefined;
};

export function foldLanes(sessions: readonly Session[]): Folded {
  const stateNames = new Set<string>();
  for (const { events } of sessions)
    for (const event of events) if (event.eventType.startsWith('state')) stateNames.add(stateName(event.params));
  const stateRows = [...stateNames];
  const spans = sessions.flatMap(session => new SessionFold(session, stateRows).spans);
  return {
    spans,
    rows: {
      session: 1,
      playback: 1,
      ads: 2,
      chapters: 1,
      states: Math.max(1, stateRows.length),
      quality: 1,
      pings: 1,
    },
    rowOf(entry) {
      if (entry.kind === 'problem') return 0;
      if (AD_EVENTS.includes(entry.eventType)) return 1;
      return entry.eventType.startsWith('state') ? stateRows.indexOf(stateName(entry.params)) : 0;
    },
  };
}

type Opened = Omit<Span, 'to'>;

/** One session, event by event. Whatever is open at its end ends with it. */
class SessionFold {
  readonly spans: Span[] = [];
  readonly #open = new Map<string, Opened>();
  readonly #stateRows: readonly string[];
  /** The content was paused when the break began; the tracker does not tell it again. */
  #pausedBefore: Opened | undefined;

  constructor(session: Session, stateRows: readonly string[]) {
    this.#stateRows = stateRows;
    for (const event of session.events) this.#fold(event);
    for (const key of this.#open.keys()) this.#close(key, session.to, session.open ? { open: true } : {});
  }

  #fold(event: LoggedEvent): void {
    const { eventType, params = {} } = event;
    const ts = timeOf(event);
    const playback = PLAYBACK[eventType];
    if (playback) this.#start('playback', event, { lane: 'playback', kind: playback, name: '' });
    this.#foldBitrate(event);
    switch (eventType) {
      case 'adBreakStart':
        this.#pausedBefore = this.#open.get('playback');
        this.#close('playback', ts);
        this.#start('break', event, {
          lane: 'ads',
          kind: 'break',
          name: text(params['media.ad.podFriendlyName']),
          ...number(params['media.ad.podIndex']),
        });
        break;
      case 'adStart':
        this.#start('ad', event, {
          lane: 'ads',
          kind: 'ad',
          row: 1,
          name: text(params['media.ad.name']) || text(params['media.ad.id']),
          ...number(params['media.ad.podPosition']),
        });
        break;
      case 'adComplete':
      case 'adSkip':
        this.#close('ad', ts, eventType === 'adSkip' ? { skipped: true } : {});
        this.#close('playback', ts);
        break;
      case 'adBreakComplete':
        for (const key of ['ad', 'break', 'playback']) this.#close(key, ts);
        if (this.#pausedBefore?.kind === 'pause') this.#open.set('playback', { ...this.#pausedBefore, from: ts });
        break;
      case 'chapterStart':
        this.#start('chapter', event, {
          lane: 'chapters',
          kind: 'chapter',
          name: text(params['media.chapter.friendlyName']),
          ...number(params['media.chapter.index']),
        });
        break;
      case 'chapterComplete':
      case 'chapterSkip':
        this.#close('chapter', ts, eventType === 'chapterSkip' ? { skipped: true } : {});
        break;
      case 'stateStart': {
        const name = stateName(params);
        this.#start(`state ${name}`, event, {
          lane: 'states',
          kind: 'state',
          name,
          row: this.#stateRows.indexOf(name),
        });
        break;
      }
      case 'stateEnd':
        this.#close(`state ${stateName(params)}`, ts);
        break;
      default:
    }
  }

  #foldBitrate(event: LoggedEvent): void {
    const bitrate = bitrateOf(event);
    if (bitrate === undefined || this.#open.get('bitrate')?.index === bitrate) return;
    this.#start('bitrate', event, { lane: 'quality', kind: 'bitrate', name: '', index: bitrate });
  }

  /** What began before under the same key ends with it. */
  #start(key: string, event: LoggedEvent, span: Pick<Span, 'lane' | 'kind' | 'name'> & Partial<Span>): void {
    const from = timeOf(event);
    this.#close(key, from);
    this.#open.set(key, { row: 0, ...span, from, opener: event.id });
  }

  #close(key: string, to: number, how: Partial<Span> = {}): void {
    const opened = this.#open.get(key);
    this.#open.delete(key);
    if (opened && (to - opened.from > MOMENT || how.open)) this.spans.push({ ...opened, ...how, to });
  }
}

const number = (value: unknown): { index?: number } => (typeof value === 'number' ? { index: value } : {});
