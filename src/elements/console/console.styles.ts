import { css, type CSSResultGroup } from 'lit';
import { gridStyles } from './grid.styles.ts';
import { panelStyles } from './panel.styles.ts';

const baseStyles = css`
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
  .toolbar > .end {
    margin-inline-start: auto;
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
`;

/** What the operators' elements share: dense, quiet, and readable in the page's own type. */
export const consoleStyles: CSSResultGroup[] = [baseStyles, panelStyles, gridStyles];
