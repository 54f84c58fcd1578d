import { css } from 'lit';

/** The line. Places are custom properties in seconds and rows: what zooming changes is one number, the scale. */
export const styles = css`
  .scroller {
    --row: 26px;
    overflow-x: auto;
    overflow-y: hidden;
    overscroll-behavior-x: contain;
  }
  .plot {
    --pad: 14px;
    position: relative;
    width: max-content;
    min-width: 100%;
    padding-bottom: 6px;
  }
  .ruler,
  .lane {
    position: relative;
    display: flex;
  }
  .label {
    position: sticky;
    left: 0;
    z-index: 3;
    flex: none;
    display: flex;
    align-items: center;
    width: var(--labels);
    padding: 0 10px 0 14px;
    border-right: 1px solid var(--_line);
    background: var(--_surface);
    color: var(--_muted);
    font-size: 0.9em;
  }
  .track {
    position: relative;
    flex: none;
    width: calc(var(--length) * var(--scale) * 1px + 2 * var(--pad));
    height: calc(var(--rows, 1) * var(--row) + 8px);
  }
  .track > *,
  .backdrop > * {
    position: absolute;
    left: calc(var(--pad) + var(--x) * var(--scale) * 1px);
  }
  .lane + .lane::before {
    content: '';
    position: absolute;
    z-index: 4;
    inset: 0 0 auto;
    border-top: 1px solid var(--_line);
    opacity: 0.6;
    pointer-events: none;
  }
  .lanes {
    border-top: 1px solid var(--_line);
    border-bottom: 1px solid var(--_line);
    outline: none;
  }
  .ruler .track {
    height: 26px;
  }
  .tick {
    top: 5px;
    transform: translateX(-50%);
    color: var(--_muted);
    font-size: 0.84em;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .tick.first {
    transform: translateX(-0.3em);
    color: var(--_text);
    font-weight: 600;
  }
  .backdrop {
    position: absolute;
    inset: 0 0 0 var(--labels);
    overflow: hidden;
    pointer-events: none;
  }
  .backdrop > * {
    top: 0;
    bottom: 0;
  }
  .grid-line {
    top: 26px;
    border-left: 1px solid var(--_line);
    opacity: 0.45;
  }
  .band {
    width: calc(var(--w) * var(--scale) * 1px);
    border-left: 2px solid var(--session);
  }
  .band.even {
    background: rgba(127, 127, 127, 0.08);
  }
  .cut {
    width: calc(var(--w) * var(--scale) * 1px);
    top: 26px;
    display: flex;
    align-items: center;
    justify-content: center;
    background: repeating-linear-gradient(-55deg, transparent 0 7px, rgba(127, 127, 127, 0.16) 7px 9px);
    color: var(--_muted);
    font-size: 0.84em;
    overflow: hidden;
  }
  .cut span {
    padding: 0.6em 0.1em;
    background: var(--_surface);
    writing-mode: vertical-rl;
    white-space: nowrap;
  }
  .now {
    border-left: 2px solid var(--_accent);
  }

  .queue .track {
    height: 42px;
    overflow: clip;
  }
  .step {
    bottom: 0;
    width: max(1px, calc(var(--w) * var(--scale) * 1px));
    height: calc(3px + var(--h) * 35px);
    background: var(--wait);
    opacity: 0.75;
  }
  .peak {
    bottom: 20px;
    padding: 0 6px;
    color: var(--_muted);
    font-size: 0.84em;
    white-space: nowrap;
  }

  .peak.before {
    transform: translateX(-100%);
  }

  .narrow .ruler,
  .narrow .lane {
    display: block;
  }
  .narrow .label {
    display: inline-block;
    width: auto;
    padding: 3px 8px 0;
    border: 0;
    background: none;
    font-size: 0.84em;
  }
  .narrow .ruler .label {
    display: none;
  }
  .narrow .backdrop {
    left: 0;
  }
  .narrow .span-name {
    left: 0;
  }

  @media (forced-colors: active) {
    .span,
    .step,
    .sign,
    .band,
    .cut,
    .now {
      forced-color-adjust: none;
    }
    .span {
      --tint: Canvas !important;
      --tone: CanvasText !important;
      border: 1px solid CanvasText;
      border-left-width: 3px;
      color: CanvasText;
      background: Canvas;
    }
    .span.play,
    .span.ad {
      border-bottom-width: 4px;
    }
    .span.buffer {
      background: repeating-linear-gradient(-55deg, Canvas 0 5px, GrayText 5px 7px);
    }
    .sign,
    .mark .sign,
    .sums .sign {
      --tone: CanvasText !important;
    }
    .step {
      background: CanvasText;
      opacity: 1;
    }
    .now {
      border-color: Highlight;
    }
    .mark.active .sign::after {
      border-color: Highlight;
    }
    button[aria-pressed='true'] {
      border: 2px solid Highlight;
    }
  }
`;
