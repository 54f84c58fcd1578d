import { css } from 'lit';

export const styles = css`
  :host {
    max-width: 44em;
  }
  .base {
    display: flex;
    flex-direction: column;
    gap: 1em;
  }
  .muted {
    color: var(--_muted);
  }
  .columns {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 1.25em 2em;
  }
  .qr {
    flex: none;
    width: var(--pass-auth-code-qr-size, 12em);
    max-width: 100%;
    overflow: hidden;
    border-radius: var(--_radius);
  }
  .qr svg {
    display: block;
    width: 100%;
    fill: #000;
    shape-rendering: crispEdges;
    forced-color-adjust: none;
  }
  .light {
    fill: #fff;
  }
  .steps {
    display: flex;
    flex: 1 1 15em;
    flex-direction: column;
    gap: 0.4em;
  }
  .address {
    overflow-wrap: anywhere;
  }
  .code {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5em;
    font:
      700 var(--pass-auth-code-size, 2.6em) / 1.2 ui-monospace,
      SFMono-Regular,
      Menlo,
      Consolas,
      'Liberation Mono',
      monospace;
    letter-spacing: 0.06em;
  }
  .time {
    font-variant-numeric: tabular-nums;
    font-weight: 600;
  }
  .done {
    display: flex;
    align-items: center;
    gap: 0.9em;
    font-size: 1.15em;
  }
`;
