/** The operators' elements, for staff pages only: nothing of it belongs in a page for viewers. */
import '../elements/streaming-connections/streaming-connections.define.ts';
import '../elements/watermark-jobs/watermark-jobs.define.ts';
import '../elements/watermark-recipients/watermark-recipients.define.ts';

export * from '../console.ts';
