/** What pages hand to `<media-tracker>`. Keys left out are filled in or omitted; unknown ones are an error. */

export interface AdBreakInfo {
  name?: string;
  /** Counts from 1 when left out. */
  index?: number;
  /** Content second, by default the playhead. */
  startTime?: number;
}

export interface AdInfo {
  id?: string;
  name?: string;
  /** Seconds. */
  length?: number;
  /** Counts from 1 in each break when left out. */
  position?: number;
  playerName?: string;
  advertiser?: string;
  campaignId?: string;
  creativeId?: string;
  creativeUrl?: string;
  placementId?: string;
  siteId?: string;
  loadType?: string;
  customMetadata?: Record<string, unknown>;
}

export interface ChapterInfo {
  name?: string;
  /** Counts from 1 when left out. */
  index?: number;
  /** Content second, by default the playhead. */
  offset?: number;
  /** Seconds, by default to the end. */
  length?: number;
  customMetadata?: Record<string, unknown>;
}

export interface QualityInfo {
  /** Bits per second. */
  bitrate?: number;
  framesPerSecond?: number;
  /** Milliseconds from intent to first frame. */
  startupTime?: number;
  /** Of the whole session. */
  droppedFrames?: number;
}

export interface TrackerMetadata {
  /** Parameters of the session in the API's own names; attributes win over them. */
  params?: Record<string, unknown>;
  customMetadata?: Record<string, unknown>;
}
