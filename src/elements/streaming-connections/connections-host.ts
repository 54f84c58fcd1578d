import type { ReactiveController } from 'lit';
import type { ConsoleLocalize } from '../../controllers/console-localize.ts';
import type { StreamingController } from '../../controllers/streaming-controller.ts';
import type { StreamingAction } from '../../events/streaming-change.ts';
import type { AccessToken, Connection } from '../../experience/types.ts';

/** What the parts of the element ask of it. */
export interface ConnectionsHost extends HTMLElement {
  addController(controller: ReactiveController): void;
  readonly controller: StreamingController;
  readonly localize: ConsoleLocalize;
  readonly accessToken: AccessToken | null;
  readonly orgId: string | null;
  readonly legacy: boolean;
  requestUpdate(): void;
  readonly updateComplete: Promise<boolean>;
  /** Says something to those who cannot see it, or to everybody. */
  announce(text: string, visible?: boolean): void;
  show(connection: Connection | undefined): void;
  /** Tells the page what an operator did. */
  told(action: StreamingAction, connection: Pick<Connection, 'id' | 'name'>): void;
}
