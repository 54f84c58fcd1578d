import { html, nothing, type TemplateResult } from 'lit';
import { DELIVERY_TEXTS } from './detail-view.ts';
import type { TextKey, Term } from './inspector-texts.ts';
import { place } from './place.ts';
import { clockText, tickStep } from './time-axis.ts';
import { LANES, text, type LaneName, type Mark, type Session, type Span, type Timeline } from './timeline-types.ts';
import type { LoggedEvent } from './event-log.ts';
import { bitrateOf } from './lane-spans.ts';
import type { Step } from './waiting.ts';

export interface LaneContext {
  readonly term: Term;
  readonly language: string;
  /** Pixels for a second. */
  readonly scale: number;
  /** The entry that has been come to, and whether its JSON is shown. */
  readonly active: number | undefined;
  readonly open: boolean;
  /** The end of the line is now. */
  readonly present: boolean;
  /** Seconds on the line that are worth drawing. */
  readonly from: number;
  readonly to: number;
  onClick(event: Event): void;
  onKeydown(event: KeyboardEvent): void;
  onFocus(): void;
}

/** All lanes under one ruler, one listbox of events: arrow keys go along it (see line-keys). */
export function lanesView(model: Timeline, context: LaneContext): TemplateResult {
  const { term, scale, active } = context;
  const { axis } = model;
  return html`<div class="plot" ${place({ scale, length: axis.length })}>
    <div class="backdrop" aria-hidden="true">${backdrop(model, context)}</div>
    <div class="ruler" aria-hidden="true">
      <span class="label"></span>
      <div class="track">${ruler(model, context)}</div>
    </div>
    <div
      class="lanes"
      role="listbox"
      tabindex="0"
      aria-orientation="horizontal"
      aria-label=${term('line')}
      aria-activedescendant=${active === undefined ? nothing : `e${active}`}
      @click=${context.onClick}
      @keydown=${context.onKeydown}
      @focus=${context.onFocus}
    >
      ${LANES.map(lane => laneView(lane, model, context))}
    </div>
    ${queueView(model, context)}
  </div>`;
}

function laneView(lane: LaneName, model: Timeline, context: LaneContext): TemplateResult {
  const { term } = context;
  const spans = model.spans.filter(span => span.lane === lane && inView(span.from, span.to, model, context));
  const marks = model.marks
    .map((mark, index) => ({ mark, index }))
    .filter(({ mark }) => mark.lane === lane && (isActive(mark, context) || inView(mark.ts, mark.ts, model, context)));
  return html`<div class=${`lane ${lane}`} role="group" aria-label=${term(lane)} ${place({ rows: model.rows[lane] })}>
    <span class="label" aria-hidden="true">${term(lane)}</span>
    <div class="track" role="presentation">
      ${lane === 'session' ? model.sessions.map(session => sessionView(session, model, context)) : nothing}
      ${spans.map(span => spanView(span, model, context))}
      ${marks.map(({ mark, index }) => markView(mark, index, model, context))}
    </div>
  </div>`;
}

function sessionView(session: Session, { axis }: Timeline, { term, language }: LaneContext): TemplateResult {
  const x = axis.secondOf(session.from);
  const clock = new Date(session.from).toLocaleTimeString(language);
  const name = session.name || term('sessionNumber', { number: session.number });
  const text = `${name} · ${clock}${session.resumed ? ` · ${term('resumed')}` : ''}`;
  return html`<div
    class=${`span session ${session.open ? 'open' : ''} ${session.end || session.open ? '' : 'unended'}`}
    aria-hidden="true"
    title=${text}
    data-id=${session.events[0]!.id}
    ${place({ x, w: axis.secondOf(session.to) - x })}
  >
    <span class="span-name"><b>${session.number}</b> ${text}</span>
  </div>`;
}

function spanView(span: Span, { axis }: Timeline, context: LaneContext): TemplateResult {
  const x = axis.secondOf(span.from);
  const w = axis.secondOf(span.to) - x;
  const name = spanName(span, context);
  const lasted = clockText((span.to - span.from) / 1000);
  const skipped = span.skipped ? ` (${context.term('skipped')})` : '';
  return html`<div
    class=${`span ${span.kind} ${span.open ? 'open' : ''} ${span.skipped ? 'skipped' : ''}`}
    aria-hidden="true"
    title=${`${name}${skipped}, ${lasted}`}
    data-id=${span.opener}
    ${place({ x, w, at: span.row })}
  >
    ${w * context.scale > 40 ? html`<span class="span-name">${name}${skipped}</span>` : nothing}
  </div>`;
}

const MARKED: ReadonlySet<string> = new Set(['play', 'pause', 'buffer']);

function spanName({ kind, name, index }: Span, { term, language }: LaneContext): string {
  if (kind === 'bitrate') return bitrateText(index!, language);
  if (MARKED.has(kind)) return term(kind as TextKey);
  return name || (kind === 'state' ? '' : term(kind as TextKey, { index: index ?? '' }).trim());
}

const bitrateText = (bitrate: number, language: string): string =>
  bitrate >= 1e6
    ? `${(bitrate / 1e6).toLocaleString(language, { maximumFractionDigits: 1 })} Mbit/s`
    : `${Math.round(bitrate / 1000)} kbit/s`;

function markView(mark: Mark, index: number, model: Timeline, context: LaneContext): TemplateResult {
  const { entry, session, ts, edge, row } = mark;
  const { term } = context;
  const time = clockText((ts - (session?.from ?? ts)) / 1000);
  const event = entry.kind === 'event';
  const label = event
    ? term('markLabel', {
        type: entry.eventType + figureOf(entry, context),
        delivery: term(DELIVERY_TEXTS[entry.delivery]),
        session: session?.number ?? 0,
        time,
      })
    : term('problemLabel', { code: entry.code, time: new Date(ts).toLocaleTimeString(context.language) });
  const active = isActive(mark, context);
  const kind = event ? `${entry.delivery} ${entry.eventType}` : 'problem';
  return html`<div
    id=${`e${entry.id}`}
    class=${`mark ${kind} ${edge} ${active ? 'active' : ''}`}
    role="option"
    aria-selected=${active && context.open}
    aria-label=${label}
    aria-posinset=${index + 1}
    aria-setsize=${model.marks.length}
    title=${label}
    data-id=${entry.id}
    ${place({ x: model.axis.secondOf(ts), at: row })}
  >
    <i class="sign"></i>
  </div>`;
}

/** What an event is about, where its type does not say it. */
function figureOf(entry: LoggedEvent, { language }: LaneContext): string {
  if (entry.eventType === 'error') return ` ${text(entry.qoeData?.['media.qoe.errorID'])}`.trimEnd();
  const bitrate = entry.eventType === 'bitrateChange' && bitrateOf(entry);
  return bitrate ? ` ${bitrateText(bitrate, language)}` : '';
}

const isActive = ({ entry }: Mark, { active }: LaneContext): boolean => entry.id === active;

function inView(from: number, to: number, { axis }: Timeline, context: LaneContext): boolean {
  return axis.secondOf(to) >= context.from && axis.secondOf(from) <= context.to;
}

/** One label for each step from the beginning of each session. */
function ruler(model: Timeline, context: LaneContext): TemplateResult[] {
  return ticks(model, context).map(
    ({ x, text }) => html`<span class=${`tick ${text === '0:00' ? 'first' : ''}`} ${place({ x })}>${text}</span>`,
  );
}

function backdrop(model: Timeline, context: LaneContext): unknown[] {
  const { axis, sessions } = model;
  const shadows = sessions.map(({ from, to, number }) => {
    const x = axis.secondOf(from);
    return html`<div class=${`band ${number % 2 ? 'odd' : 'even'}`} ${place({ x, w: axis.secondOf(to) - x })}></div>`;
  });
  const lines = ticks(model, context).map(({ x }) => html`<div class="grid-line" ${place({ x })}></div>`);
  const cuts = axis.cuts.map(
    ({ from, to, passed }) =>
      html`<div class="cut" ${place({ x: from, w: to - from })}>
        <span>${context.term('passed', { time: clockText(passed / 1000) })}</span>
      </div>`,
  );
  const present = context.present ? html`<div class="now" ${place({ x: axis.length })}></div>` : nothing;
  return [...shadows, ...lines, ...cuts, present];
}

function ticks({ sessions, axis }: Timeline, { scale, from, to }: LaneContext): { x: number; text: string }[] {
  const step = tickStep(scale);
  return sessions.flatMap(session => {
    const start = axis.secondOf(session.from);
    const end = axis.secondOf(session.to);
    const first = Math.max(0, Math.ceil((from - start) / step));
    const last = Math.floor((Math.min(end, to) - start) / step);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => ({
      x: start + (first + index) * step,
      text: clockText((first + index) * step),
    }));
  });
}

/** How many events waited, as a hill: an outage is seen at once. The sums above say it in words. */
function queueView(model: Timeline, context: LaneContext): TemplateResult {
  const { axis, waiting } = model;
  const peak = Math.max(4, ...waiting.map(({ count }) => count));
  const top = waiting.find(({ count }) => count === peak);
  return html`<div class="lane queue" aria-hidden="true">
    <span class="label">${context.term('queue')}</span>
    <div class="track">
      ${waiting
        .filter(({ from, to }) => inView(from, to, model, context))
        .map(({ from, to, count }) => {
          const x = axis.secondOf(from);
          return html`<div
            class="step"
            title=${count}
            ${place({ x, w: axis.secondOf(to) - x, h: count / peak })}
          ></div>`;
        })}
      ${top ? peakView(top, model, context) : nothing}
    </div>
  </div>`;
}

function peakView({ from, to, count }: Step, { axis }: Timeline, { term, scale }: LaneContext): TemplateResult {
  const room = (axis.length - axis.secondOf(to)) * scale > 100;
  const x = axis.secondOf(room ? to : from);
  return html`<span class=${`peak ${room ? '' : 'before'}`} ${place({ x })}>${count} ${term('waiting')}</span>`;
}
