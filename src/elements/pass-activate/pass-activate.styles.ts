import { css } from 'lit';

export const styles = css`
  :host {
    max-width: 34em;
  }
  .base {
    display: flex;
    flex-direction: column;
    gap: 1em;
  }
  .muted {
    color: var(--_muted);
    font-size: 0.95em;
  }
  .notice,
  .device {
    padding: 0.75em 1em;
    border-radius: var(--_radius);
    background: var(--_hover);
  }
  form {
    display: flex;
    flex-direction: column;
    gap: 0.75em;
  }
  input {
    width: 100%;
    min-height: 2.4em;
    padding: 0 0.5em;
    border: 1px solid var(--_muted);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    font:
      700 1.8em ui-monospace,
      SFMono-Regular,
      Menlo,
      Consolas,
      'Liberation Mono',
      monospace;
    letter-spacing: 0.12em;
    text-align: center;
    text-transform: uppercase;
  }
  input[aria-invalid] {
    border-width: 3px;
  }
  pass-provider-picker {
    max-width: none;
  }
`;
