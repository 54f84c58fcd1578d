import { css } from 'lit';

/** The place of it, which it keeps until there is something to see. */
export const placeStyles = css`
  :host {
    display: inline-block;
    min-height: 2.75em;
  }
`;

/** Who is signed in, or the way in. */
export const styles = css`
  .row {
    flex-wrap: nowrap;
  }
  button {
    white-space: nowrap;
  }
  .who {
    display: flex;
    flex-direction: column;
    min-width: 0;
    font-size: 0.92em;
    line-height: 1.3;
  }
  .logo {
    display: flex;
    align-items: center;
    justify-content: center;
    flex: none;
    width: 64px;
    height: 33px;
  }
  .logo.initial {
    width: 33px;
    border-radius: 50%;
    background: var(--_hover);
    font-weight: 700;
  }
  .logo img {
    max-width: 100%;
    max-height: 100%;
    border-radius: 4px;
  }
  select {
    max-width: 12em;
    min-height: 2em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }
  .problem {
    max-width: 24em;
    font-size: 0.9em;
  }
`;
