/** Every class, client and type of the operators' side: for staff pages only. */
export { StreamingError, type Conflict } from './experience/errors.ts';
export { createFlowClient, type FlowClient } from './experience/flow-client.ts';
export type { FlowConfig } from './experience/flow-transport.ts';
export { sendEvents, type InletOptions } from './experience/inlet-sender.ts';
export type { InletTarget } from './xdm/inlet-message.ts';
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

export { StreamingConnectionsElement } from './elements/streaming-connections/streaming-connections.ts';
export { WatermarkJobsElement } from './elements/watermark-jobs/watermark-jobs.ts';
export { WatermarkRecipientsElement } from './elements/watermark-recipients/watermark-recipients.ts';
export { StreamingChangeEvent } from './events/streaming-change.ts';
export { WatermarkChangeEvent } from './events/watermark-change.ts';
export { WatermarkPhaseEvent } from './events/watermark-phase.ts';
export { registerConsoleMessages } from './i18n/console/messages.ts';
export type { ConsoleMessageKey, ConsoleMessages } from './i18n/console/en.ts';
