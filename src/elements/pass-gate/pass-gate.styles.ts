import { css } from 'lit';

export const styles = css`
  .panel {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 0.9em;
    min-height: var(--pass-gate-min-height, 15em);
    padding: 1.5em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--pass-gate-background, var(--_surface));
    text-align: center;
  }
  .panel p {
    max-width: 32em;
    overflow-wrap: anywhere;
  }
  .row {
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
  .muted,
  details {
    color: var(--pass-gate-muted, var(--_muted));
    font-size: 0.9em;
  }
  summary {
    min-height: 1.7em;
    cursor: pointer;
  }
`;
