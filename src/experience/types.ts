export type { SchemaRef } from '../xdm/inlet-message.ts';

/** A streaming connection as the service describes it; what it left out is undefined. */
export interface Connection {
  readonly id: string;
  readonly name: string;
  readonly description: string | undefined;
  /** `enabled`, `disabled`, `initializing` or whatever else the service says. */
  readonly state: string | undefined;
  /** With its own quotation marks, exactly as received. */
  readonly etag: string | undefined;
  readonly specId: string | undefined;
  readonly dataType: string | undefined;
  readonly authenticationRequired: boolean;
  readonly sourceId: string | undefined;
  readonly inletUrl: string | undefined;
  readonly inletId: string | undefined;
  /** Epoch milliseconds. */
  readonly createdAt: number | undefined;
  readonly updatedAt: number | undefined;
  readonly createdBy: string | undefined;
  readonly updatedBy: string | undefined;
  readonly sandboxName: string | undefined;
}

/** A dataflow: it decides where what an inlet receives is stored. */
export interface Flow {
  readonly id: string;
  readonly name: string;
  readonly state: string | undefined;
}

export interface NewConnection {
  name: string;
  description?: string | undefined;
  sourceId?: string | undefined;
  dataType: 'xdm' | 'raw';
  authenticationRequired?: boolean | undefined;
}

/** What can be changed; a description of '' is removed. */
export interface ConnectionChanges {
  name?: string | undefined;
  description?: string | undefined;
}

/** What an operator wanted to write over the version that was read. */
export type WantedChanges = ConnectionChanges & { state?: 'enabled' | 'disabled' | undefined };

/** `path==value`; several of them must all hold. */
export interface Filter {
  path: string;
  value: string;
}

/** What synchronous validation objects to: where, by which rule, in which words. */
export interface Violation {
  readonly pointer: string;
  readonly keyword: string;
  readonly message: string;
}

/** The service's reference to what was made: enough to name it and to change it later. */
export interface Made {
  readonly id: string;
  readonly etag: string | undefined;
}

/**
 * An access token, or how to get one. `refresh` is true when the service has just refused the last one.
 */
export type AccessToken =
  string | ((options: { refresh: boolean; signal?: AbortSignal | undefined }) => string | Promise<string>);
