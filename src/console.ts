/** Every class, client and type of the operators' side: for staff pages only. */
export { StreamingError, type Conflict } from './experience/errors.ts';
export { createFlowClient, type FlowClient } from './experience/flow-client.ts';
export type { FlowConfig } from './experience/flow-transport.ts';
export { sendEvents, type InletOptions } from './experience/inlet-sender.ts';
export type { InletTarget } from './experience/inlet-message.ts';
export type { AccessToken, Connection, Flow, NewConnection, SchemaRef, Violation } from './experience/types.ts';

export { WatermarkError } from './watermark/errors.ts';
export { createWatermarkClient, type WatermarkClient, type WatermarkConfig } from './watermark/client.ts';
export type {
  CodeLabels,
  Credentials,
  Job,
  JobFilter,
  Phase,
  Recipient,
  RecipientFilter,
  RecipientInput,
  Task,
  TokenProvider,
} from './watermark/types.ts';
