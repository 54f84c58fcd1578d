import { css } from 'lit';

/** What is drawn in a gate's box; the box itself is the gate's own. */
export const gateStyles = css`
  .panel {
    gap: 0.9em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--pass-gate-background, var(--_surface));
  }
  .panel p {
    max-width: 32em;
    overflow-wrap: anywhere;
  }
  .panel .row {
    justify-content: center;
  }
  .icon {
    width: 2.4em;
    height: 2.4em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .key {
    stroke: var(--pass-gate-key, #d9372c);
    stroke-width: 2.6;
  }
  .panel .muted,
  details {
    color: var(--pass-gate-muted, var(--_muted));
    font-size: 0.9em;
  }
  summary {
    min-height: 1.7em;
    cursor: pointer;
  }
`;
