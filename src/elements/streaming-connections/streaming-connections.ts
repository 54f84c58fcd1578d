import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { ConsoleLocalize } from '../../controllers/console-localize.ts';
import { FocusKeeper } from '../../controllers/focus-keeper.ts';
import { PanelView } from '../../controllers/panel-view.ts';
import { reflectState } from '../../controllers/reflect-state.ts';
import { StreamingController } from '../../controllers/streaming-controller.ts';
import { define } from '../../core/define.ts';
import { VERSION } from '../../core/version.ts';
import { StreamingChangeEvent, type StreamingAction } from '../../events/streaming-change.ts';
import { asStreamingError, type StreamingError } from '../../experience/errors.ts';
import type { AccessToken, Connection } from '../../experience/types.ts';
import { buttonStyles, hostStyles } from '../../styles/host.ts';
import { consoleStyles } from '../console/console.styles.ts';
import { DataGrid } from '../console/data-grid.ts';
import { problemNote, say } from '../console/parts.ts';
import { connectionColumns, connectionFilters, exportButtons } from './connection-list.ts';
import { ConnectionDetail } from './connection-detail.ts';
import { ConnectionForm } from './connection-form.ts';
import type { ConnectionsHost } from './connections-host.ts';
import { readConfig } from './flow-config.ts';

export type StreamingState = 'unconfigured' | 'loading' | 'ready' | 'empty' | 'error';

/**
 * The streaming connections of an organization at Experience Platform: list, create, inspect, change, try out, delete.
 * For staff pages only. The token is a property, lives in memory, and is asked for again at each call.
 *
 * @tag streaming-connections
 *
 * @attr {string} org-id - the organization, `…@AdobeOrg`
 * @attr {string} api-key - client id of the integration
 * @attr {string} sandbox-name - name of the Platform sandbox, such as `prod`
 * @attr {string} base-url - address of the Flow Service; a relay on the page's own origin will do
 * @attr {boolean} legacy - create connections in the form of 2020 and 2021
 * @attr {'unconfigured'|'loading'|'ready'|'empty'|'error'} state - reflected, read only
 *
 * @fires {StreamingChangeEvent} streaming-change - `{ action, id, name, time }`: what an operator did, for the page's record
 *
 * @csspart base - all of it
 * @csspart table - the list
 * @csspart panel - one connection, or the form for a new one
 * @csspart error - what went wrong
 * @csspart conflict - two versions of one connection
 * @csspart dialog - the question before a deletion
 *
 * @cssprop --tve-accent - colour of main buttons and of the focus
 * @cssprop --tve-table-height - height of the list
 */
export class StreamingConnectionsElement extends LitElement implements ConnectionsHost {
  static override styles = [hostStyles, buttonStyles, consoleStyles];
  static readonly version = VERSION;

  /** Registers the element, under its own name or another one. */
  static define(tag = 'streaming-connections', registry = customElements): void {
    define(tag, this, registry);
  }

  static override properties: PropertyDeclarations = {
    orgId: { attribute: 'org-id' },
    apiKey: { attribute: 'api-key' },
    sandboxName: { attribute: 'sandbox-name' },
    baseUrl: { attribute: 'base-url' },
    legacy: { type: Boolean },
    accessToken: { attribute: false },
    panel: { state: true, attribute: false },
    news: { state: true, attribute: false },
  };

  declare orgId: string | null;
  declare apiKey: string | null;
  declare sandboxName: string | null;
  declare baseUrl: string | null;
  declare legacy: boolean;
  /** An access token, or a function that gives one; in memory only. */
  declare accessToken: AccessToken | null;
  declare protected panel: Connection | 'new' | null;
  declare news: string;

  readonly localize = new ConsoleLocalize(this);
  readonly controller = new StreamingController(this);
  readonly #grid = new DataGrid<Connection>(this);
  readonly #form = new ConnectionForm(this);
  readonly #detail = new ConnectionDetail(this);
  readonly #focus = new FocusKeeper(
    this,
    () =>
      this.renderRoot.querySelector<HTMLElement>('.panel button') ??
      this.renderRoot.querySelector<HTMLElement>('.open[tabindex="0"]') ??
      this.renderRoot.querySelector<HTMLElement>('.new'),
  );
  #configuration: StreamingError | undefined;

  constructor() {
    super();
    new PanelView(this);
    this.orgId = null;
    this.apiKey = null;
    this.sandboxName = null;
    this.baseUrl = null;
    this.legacy = false;
    this.accessToken = null;
    this.panel = null;
    this.news = '';
  }

  get state(): StreamingState {
    const { page, error } = this.controller;
    if (this.#configuration) return this.#lacks ? 'unconfigured' : 'error';
    if (!this.accessToken) return 'unconfigured';
    if (error) return 'error';
    if (!page) return 'loading';
    return page.items.length > 0 ? 'ready' : 'empty';
  }

  /** What went wrong last, with the attributes or at the service. */
  get error(): StreamingError | null {
    return this.#configuration ?? this.controller.error ?? null;
  }

  announce(text: string, visible = false): void {
    say(this, text);
    this.#seen = visible;
  }
  #seen = false;

  show(connection: Connection | undefined): void {
    this.panel = connection ?? null;
  }

  told(action: StreamingAction, { id, name }: Pick<Connection, 'id' | 'name'>): void {
    this.dispatchEvent(new StreamingChangeEvent({ action, id, name, time: Date.now() }));
  }

  override willUpdate(changed: PropertyValues): void {
    const keys = ['orgId', 'apiKey', 'sandboxName', 'baseUrl'];
    const arrived = changed.has('accessToken') && !changed.get('accessToken') !== !this.accessToken;
    if (arrived || keys.some(key => changed.has(key))) this.#configure();
  }

  override updated(): void {
    reflectState(this, this.state);
  }

  override render(): TemplateResult {
    const { term } = this.localize;
    const usable = this.state !== 'unconfigured' && !this.#configuration;
    return html`<div class="base" part="base">
      ${usable ? this.#list() : html`<div class="note">${this.#missing()}</div>`}
      <div class=${this.#seen ? 'note' : 'status'} role="status">
        ${this.news || (this.state === 'loading' ? term('loading') : '')}
      </div>
    </div>`;
  }

  #list(): TemplateResult {
    const { term } = this.localize;
    const { error } = this.controller;
    return html`${this.#toolbar()} ${error ? problemNote(error, term, () => void this.controller.read()) : nothing}
      <div class="split">
        <div class="list">${this.#table()} ${this.#pager()}</div>
        ${this.#panel()}
      </div>`;
  }

  #toolbar(): TemplateResult {
    const { controller } = this;
    const { term } = this.localize;
    return html`<div class="toolbar" role="group" aria-label=${term('filters')}>
      ${connectionFilters(controller, term)}
      <div class="row end">
        <button ?disabled=${controller.loading} @click=${() => void controller.read()}>${term('refresh')}</button>
        ${exportButtons(controller.items, term)}
        <button class="primary new" @click=${() => (this.panel = 'new')}>${term('newConnection')}</button>
      </div>
    </div>`;
  }

  #table(): TemplateResult {
    const { term } = this.localize;
    const { controller, panel } = this;
    const { items, page, sort } = controller;
    if (page && items.length === 0) {
      const filtered = controller.filter.name || controller.filter.state || controller.filter.authentication;
      return html`<p class="note">${term(filtered ? 'noMatch' : 'noConnections')}</p>`;
    }
    return this.#grid.render({
      ...{ id: 'connections', label: term('connections'), rows: items, columns: connectionColumns(this.localize) },
      ...{ keyOf: ({ id }: Connection) => id, busy: controller.loading, sort },
      open: connection => (this.panel = connection),
      selected: panel && panel !== 'new' ? panel.id : undefined,
      sortBy: next => controller.setSort(next),
      offset: (controller.pageNumber - 1) * 25,
      total: controller.total ?? items.length,
    });
  }

  #pager(): TemplateResult {
    const { term, number, moment } = this.localize;
    const { controller } = this;
    const { pageNumber, page, total, readAt } = controller;
    return html`<div class="pager">
      <button ?disabled=${pageNumber < 2 || controller.loading} @click=${() => controller.previous()}>
        ${term('previous')}
      </button>
      <span>${term('pageNumber', { page: number(pageNumber) })}</span>
      <button ?disabled=${!page?.next || controller.loading} @click=${() => controller.next()}>${term('next')}</button>
      <span class="muted">${total === undefined ? '' : term('total', { count: number(total) })}</span>
      <span class="muted">${readAt === undefined ? '' : term('readAt', { time: moment(readAt) })}</span>
    </div>`;
  }

  #panel(): TemplateResult | typeof nothing {
    const close = (): void => {
      this.#focus.keep();
      this.panel = null;
    };
    if (this.panel === 'new') return this.#form.render(close);
    return this.panel ? this.#detail.render(this.panel, close) : nothing;
  }

  #missing(): TemplateResult {
    const { term } = this.localize;
    const wrong = this.#configuration;
    return html`<p>${term(wrong ? 'errConfiguration' : 'needAccessToken')}</p>
      ${wrong ? html`<p>${wrong.message}</p>` : nothing}`;
  }

  /** An attribute is missing, rather than wrong. */
  get #lacks(): boolean {
    return !this.orgId || !this.apiKey || !this.sandboxName;
  }

  #configure(): void {
    this.#configuration = undefined;
    this.panel = null;
    try {
      const config = readConfig(this);
      // Through the element, so that the token of the moment is used and none is kept elsewhere.
      this.controller.connect(this.accessToken ? { ...config, accessToken: this.#token } : undefined);
    } catch (error) {
      this.#configuration = asStreamingError(error);
      this.controller.connect(undefined);
    }
  }

  readonly #token = (options: { refresh: boolean; signal?: AbortSignal | undefined }): string | Promise<string> => {
    const { accessToken } = this;
    return typeof accessToken === 'function' ? accessToken(options) : (accessToken ?? '');
  };
}
