import { css } from 'lit';

/** Tables of any length: see `data-grid.ts`. */
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
