import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { LocalizeController } from '../../controllers/localize-controller.ts';
import { reflectState } from '../../controllers/reflect-state.ts';
import { systemClock, type Clock } from '../../core/clock.ts';
import { hostStyles } from '../../styles/host.ts';
import { logEvent, logProblem, type Log } from './event-log.ts';
import { detailView } from './detail-view.ts';
import { headerView } from './header-view.ts';
import { styles as inspectorStyles } from './inspector.styles.ts';
import { termIn, type Term } from './inspector-texts.ts';
import { LineView } from './line-view.ts';
import { styles as lineStyles } from './line.styles.ts';
import { styles as markStyles } from './marks.styles.ts';
import type { MediaInspectorElement } from './media-inspector.ts';
import { readRecording, type Recording } from './recording.ts';
import { saveRecording } from './save-recording.ts';
import { timeline } from './timeline-model.ts';
import { TrackerLink, type Early } from './event-link.ts';

export const styles = [hostStyles, inspectorStyles, markStyles, lineStyles];

export type InspectorState = 'waiting' | 'live' | 'recorded' | 'error';

/** How often a line grows while something plays. */
const TICK = 250;
const CALM_TICK = 1000;

/** What a developer sees of an inspector: sums, tools, the line, and the event that is looked at. */
export class InspectorView implements ReactiveController {
  readonly #host: MediaInspectorElement;
  readonly #clock: Clock;
  readonly #localize: LocalizeController;
  readonly #link: TrackerLink;
  readonly #line: LineView;
  #log: Log = [];
  #recording: Recording | undefined;
  #given: unknown;
  #unreadable = false;
  #stopTick = (): void => {};

  constructor(host: MediaInspectorElement, early: readonly Early[], clock = systemClock) {
    this.#host = host;
    this.#clock = clock;
    this.#localize = new LocalizeController(host);
    this.#line = new LineView(host);
    const redraw = (): void => host.requestUpdate();
    this.#link = new TrackerLink(
      host,
      {
        event: (told, source) => {
          this.#log = logEvent(this.#log, told, source, clock.now());
          redraw();
        },
        problem: told => {
          this.#log = logProblem(this.#log, told);
          redraw();
        },
        reset: () => this.#clear(),
      },
      early,
      clock.now,
    );
    host.addController(this);
  }

  get state(): InspectorState {
    if (this.#unreadable) return 'error';
    if (this.#recording) return 'recorded';
    return this.#link.tracker ? 'live' : 'waiting';
  }

  hostDisconnected(): void {
    this.#stopTick();
  }

  hostUpdate(): void {
    const { events = null } = this.#host;
    if (events === (this.#given ?? null)) return;
    this.#given = events;
    if (events === null) this.#show(undefined);
    else this.#read(events);
  }

  hostUpdated(): void {
    reflectState(this.#host, this.state);
    this.#stopTick();
    if (!this.#active || !this.#host.isConnected) return;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#stopTick = this.#clock.after(calm ? CALM_TICK : TICK, () => this.#host.requestUpdate());
  }

  render(): TemplateResult {
    const term = termIn(this.#localize.language);
    const log = this.#recording?.log ?? this.#log;
    const live = this.#recording ? undefined : { now: this.#clock.now(), active: this.#active };
    const model = timeline(log, live);
    const line = this.#line;
    line.use(model, { live: !this.#recording, active: this.#active, term, language: this.#localize.language });
    return html`<section
      class=${`base ${line.narrow ? 'narrow' : ''}`}
      part="base"
      aria-label=${term('title')}
      @dragover=${(event: DragEvent) => event.preventDefault()}
      @drop=${this.#drop}
    >
      ${headerView({
        term,
        log,
        recorded: !!this.#recording,
        name: this.#link.tracker?.id || this.#link.tracker?.getAttribute('media-id') || '',
        active: this.#active,
        line,
        save: () => saveRecording(log, new Date(this.#clock.now())),
        clear: () => this.#clear(),
        open: file => void this.#open(file),
        goLive: () => this.#goLive(),
      })}
      <p class="notice" role="status">${this.#notice(term)}</p>
      ${log.length > 0 ? line.render() : this.#nothing(term)} ${log.length > 0 ? this.#footer(term) : nothing}
      ${line.shown ? detailView(line.shown, term, this.#localize.language, () => line.hide()) : nothing}
    </section>`;
  }

  /** Something plays, or waits to be delivered: time is part of the picture. */
  get #active(): boolean {
    if (this.#recording) return false;
    const state = this.#link.tracker?.getAttribute('state');
    return state === 'tracking' || state === 'paused';
  }

  #nothing(term: Term): TemplateResult {
    const [title, hint] = this.#recording
      ? ([term('emptyRecording'), ''] as const)
      : this.#link.tracker
        ? ([term('nothing'), term('nothingHint')] as const)
        : ([term('noTracker'), term('noTrackerHint')] as const);
    return html`<div class="nothing">
      <p class="nothing-title">${title}</p>
      <p>${hint}</p>
    </div>`;
  }

  #footer(term: Term): TemplateResult {
    return html`<footer>
      <ul class="legend">
        <li><i class="sign sent"></i>${term('accepted')}</li>
        <li><i class="sign queued"></i>${term('waiting')}</li>
        <li><i class="sign dropped"></i>${term('dropped')}</li>
        <li><i class="sign problem"></i>${term('problem')}</li>
      </ul>
      <p>${term('keys')}</p>
    </footer>`;
  }

  #notice(term: Term): string {
    if (this.#unreadable) return term('unreadable');
    return this.#recording?.left ? term('someLeft', { count: this.#recording.left }) : '';
  }

  #clear(): void {
    this.#log = [];
    this.#line.reset();
    this.#host.requestUpdate();
  }

  #goLive(): void {
    this.#host.events = this.#given = null;
    this.#show(undefined);
  }

  #show(recording: Recording | undefined): void {
    this.#recording = recording;
    this.#unreadable = false;
    this.#line.reset(!!recording);
    this.#host.requestUpdate();
  }

  /** What cannot be read leaves the line as it is, and says so. */
  #read(given: unknown): void {
    const recording = readRecording(given);
    if (recording) this.#show(recording);
    else this.#unreadable = true;
    this.#host.requestUpdate();
  }

  async #open(file: File): Promise<void> {
    this.#read(await file.text().catch(() => undefined));
  }

  readonly #drop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    void this.#open(file);
  };
}
