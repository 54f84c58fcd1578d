import { css } from 'lit';

/** What the operators' elements share: dense, quiet, and readable in the page's own type. */
export const consoleStyles = css`
  :host {
    --_radius: var(--tve-radius, 8px);
    --_good: var(--tve-good, #11734a);
    --_bad: var(--tve-bad, #b3261e);
    --_warn: var(--tve-warn, #8a5300);
    font-size: 0.94rem;
  }
  @media (prefers-color-scheme: dark) {
    :host {
      --_good: var(--tve-good, #6fdba8);
      --_bad: var(--tve-bad, #ff9d94);
      --_warn: var(--tve-warn, #ffc46b);
    }
  }
  /* What stands in details inherits from a box of the browser's own. */
  * {
    box-sizing: border-box;
  }
  .base {
    display: flex;
    flex-direction: column;
    gap: 0.8em;
    position: relative;
  }
  button,
  .button {
    min-height: 2.2em;
    padding: 0.2em 0.85em;
    font-weight: 500;
  }
  button.danger {
    border-color: currentColor;
    color: var(--_bad);
  }
  button.small {
    min-height: 1.75em;
    padding: 0.05em 0.6em;
    font-size: 0.9em;
  }
  .toolbar {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.6em 0.8em;
  }
  .toolbar .space {
    flex: 1;
  }
  .field {
    display: flex;
    flex-direction: column;
    gap: 0.15em;
    min-width: 0;
  }
  .field > label,
  legend {
    font-size: 0.85em;
    font-weight: 600;
  }
  .hint {
    color: var(--_muted);
    font-size: 0.87em;
  }
  .problem {
    color: var(--_bad);
    font-size: 0.9em;
  }
  input:not([type='checkbox'], [type='radio'], [type='file']),
  select,
  textarea {
    min-height: 2.2em;
    padding: 0.15em 0.55em;
    border: 1px solid var(--_muted);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }
  textarea {
    width: 100%;
    resize: vertical;
    font:
      0.9em/1.45 ui-monospace,
      Menlo,
      Consolas,
      monospace;
  }
  [aria-invalid='true'] {
    border-color: var(--_bad) !important;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3em 1em;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .check {
    display: flex;
    align-items: baseline;
    gap: 0.45em;
  }
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

export const gridStyles = css`
  .scroller {
    position: relative;
    max-height: var(--tve-table-height, min(34rem, 65vh));
    overflow: auto;
    overscroll-behavior: contain;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    /* guarded: a property of scrolling, not of placing; without it nothing changes */
    overflow-anchor: none;
  }
  table {
    width: 100%;
    border-collapse: separate;
    border-spacing: 0;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    height: 2.1em;
    padding: 0 0.75em;
    border-bottom: 1px solid var(--_line);
    text-align: start;
    font-weight: inherit;
    white-space: nowrap;
    max-width: 22em;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  thead th {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    background: var(--_surface);
    border-bottom: 2px solid var(--_line);
    font-size: 0.85em;
    font-weight: 600;
  }
  .number {
    width: 6em;
    text-align: end;
  }
  .wide {
    width: 40%;
  }
  .spacer,
  .spacer td {
    border: 0;
  }
  tbody tr:hover {
    background: var(--_hover);
  }
  tbody tr.selected {
    background: var(--_hover);
    box-shadow: inset 3px 0 var(--_accent);
  }
  button.sort,
  button.open {
    min-height: 0;
    padding: 0.1em 0;
    border: 0;
    border-radius: 3px;
    background: none;
    font: inherit;
    text-align: start;
    display: inline;
    max-width: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  button.open {
    color: inherit;
    font-weight: 600;
    text-decoration: underline;
    text-decoration-color: var(--_line);
    text-underline-offset: 0.2em;
  }
  button.open:focus-visible {
    outline-offset: 0;
  }
  .scroller:focus-visible {
    outline-offset: -3px;
  }
  .pager {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em 0.8em;
  }
  @media (forced-colors: active) {
    tbody tr.selected {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
