import { css } from 'lit';

/** A list beside what was opened of it: facts, notes, phases, questions. */
export const panelStyles = css`
  .split {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: 1em;
  }
  .list {
    flex: 3 1 34em;
    min-width: 0;
    display: flex;
    flex-direction: column;
    gap: 0.5em;
  }
  .panel {
    flex: 2 1 25em;
    min-width: 0;
    display: flex;
    flex-direction: column;
    gap: 0.8em;
    padding: 0.9em 1.1em 1.1em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .panel h2,
  .panel h3 {
    margin: 0;
    overflow-wrap: anywhere;
  }
  h2 {
    font-size: 1.15em;
  }
  h3 {
    font-size: 1em;
  }
  .panel-head {
    display: flex;
    align-items: flex-start;
    justify-content: space-between;
    gap: 1em;
  }
  form:not(.toolbar),
  .stack {
    display: flex;
    flex-direction: column;
    gap: 0.7em;
  }
  details {
    border-top: 1px solid var(--_line);
    padding-top: 0.6em;
  }
  summary {
    font-weight: 600;
    cursor: pointer;
  }
  details[open] > summary {
    margin-bottom: 0.6em;
  }
  dl {
    display: grid;
    grid-template-columns: minmax(7em, max-content) minmax(0, 1fr);
    gap: 0.3em 1em;
    margin: 0;
  }
  dt {
    color: var(--_muted);
  }
  dd {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.3em 0.6em;
    margin: 0;
    overflow-wrap: anywhere;
  }
  code,
  bdi,
  td.code {
    font-family: ui-monospace, Menlo, Consolas, monospace;
    font-size: 0.93em;
  }
  .note {
    padding: 0.6em 0.8em;
    border: 1px solid var(--_line);
    border-inline-start: 4px solid var(--_muted);
    border-radius: var(--_radius);
  }
  .note.good {
    border-inline-start-color: var(--_good);
  }
  .note.bad {
    border-inline-start-color: var(--_bad);
  }
  .note.warn {
    border-inline-start-color: var(--_warn);
  }
  .note > * + * {
    margin-top: 0.4em;
  }
  .phase {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    white-space: nowrap;
  }
  .phase::before {
    content: '';
    width: 0.6em;
    height: 0.6em;
    border-radius: 50%;
    border: 2px solid currentColor;
  }
  .phase.done::before,
  .phase.failed::before {
    background: currentColor;
  }
  .phase.done {
    color: var(--_good);
  }
  .phase.failed {
    color: var(--_bad);
  }
  .phase.running {
    color: var(--_warn);
  }
  progress {
    width: 100%;
    height: 0.7em;
    accent-color: var(--_accent);
  }
  dialog {
    width: min(32em, calc(100vw - 2em));
    padding: 1.3em;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_surface);
    color: var(--_text);
  }
  dialog::backdrop {
    background: rgba(0, 0, 0, 0.55);
  }
  .muted {
    color: var(--_muted);
  }
  pre {
    margin: 0;
    padding: 0.7em;
    border-radius: var(--_radius);
    background: var(--_hover);
    overflow-x: auto;
    font-size: 0.85em;
  }
  ul,
  ol {
    margin: 0;
    padding-inline-start: 1.3em;
  }
`;
