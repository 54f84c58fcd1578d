import type { ReactiveControllerHost } from 'lit';
import type { ConsoleLocalize } from '../../controllers/console-localize.ts';
import type { WatermarkRecipientsController } from '../../controllers/watermark-recipients-controller.ts';
import type { WatermarkAction } from '../../events/watermark-change.ts';
import type { Recipient } from '../../watermark/types.ts';

/** What the parts of the element ask of it. */
export interface RecipientsParts extends ReactiveControllerHost, HTMLElement {
  readonly controller: WatermarkRecipientsController;
  readonly localize: ConsoleLocalize;
  announce(text: string): void;
  show(recipient: Recipient | undefined): void;
  /** Tells the page what an operator did. */
  told(action: WatermarkAction, names: readonly string[]): void;
}
