import type { SequenceWatch } from './sequence.ts';

/** One event as the schemas let it in. */
export interface MediaEvent {
  eventType: string;
  playerTime: { playhead: number; ts: number };
  params?: Record<string, unknown>;
  qoeData?: Record<string, unknown>;
  customMetadata?: Record<string, string>;
}

/** An event with what the service thought of it, for lists and assertions. */
export interface RecordedEvent {
  /** World clock at arrival. */
  arrived: number;
  verdict: string;
  warnings: string[];
  event: MediaEvent;
}

export type SessionState = 'open' | 'completed' | 'ended' | 'expired';

export interface MediaSession {
  id: string;
  /** `edge` sessions belong to the Media Edge API. */
  kind: 'online' | 'downloaded' | 'edge';
  /** Its start told where later requests should go. */
  hinted?: boolean;
  state: SessionState;
  created: number;
  lastEvent: number;
  lastPlayhead: number;
  lastMovement: number;
  /** When and why the clock closed it. */
  closedAt?: number;
  closedBy?: string;
  events: RecordedEvent[];
  watch: SequenceWatch;
}

export interface CollectionState {
  sessions: Map<string, MediaSession>;
}

export function createCollectionState(): CollectionState {
  return { sessions: new Map() };
}
