/** A job: one run of the embedding tool over one content. Status codes are opaque. */
export interface Job {
  readonly id: string;
  readonly contentId: string | undefined;
  readonly status: string;
  /** Epoch milliseconds. */
  readonly created: number | undefined;
  readonly updated: number | undefined;
}

/** One recipient inside a job. */
export interface Task {
  readonly dwmId: string;
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly status: string | undefined;
  /** `0` is success, anything else a failure of the embedding tool. */
  readonly cliErrorCode: string | undefined;
  readonly created: number | undefined;
  readonly updated: number | undefined;
}

export interface Recipient {
  readonly dwmId: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly created: number | undefined;
  readonly updated: number | undefined;
}

export interface RecipientInput {
  name: string;
  description?: string | undefined;
}

export interface ListPage<Item> {
  readonly items: readonly Item[];
  /** Of the whole result, not of this page. */
  readonly total: number;
  /** Zone of the service's times, `+09:00`. */
  readonly timeZone: string;
}

export interface ListOptions {
  /** `yyyy-MM-dd`, both ends included. */
  from?: string | undefined;
  to?: string | undefined;
  /** 1 to 1000, 25 when left out. */
  pageSize?: number | undefined;
  /** From 1. */
  page?: number | undefined;
  timeZone?: string | undefined;
}

export interface JobFilter extends ListOptions {
  contentId?: string | undefined;
  statuses?: readonly string[] | undefined;
}

export interface RecipientFilter extends ListOptions {
  names?: readonly string[] | undefined;
}

/** Where a job stands: whether it will still change, and how it ended. */
export type Phase = 'waiting' | 'running' | 'done' | 'failed';

/** What a host page knows of the vendor's codes. */
export type CodeLabels = Readonly<Record<string, string | { label?: string; phase?: Phase }>>;

export interface Credentials {
  accountId: string;
  accessKey: string;
}

/** Gives a token that the page got elsewhere; `refresh` when the service refused the last one. */
export type TokenProvider = (options: {
  refresh: boolean;
  signal?: AbortSignal | undefined;
}) => string | Promise<string>;
