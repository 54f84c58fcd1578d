import { css } from 'lit';

/** What an element is before its look has come: a box of its own that can be hidden. */
export const boxStyles = css`
  :host {
    display: block;
  }
  :host([hidden]) {
    display: none !important;
  }
  /* Heard, not seen. */
  .status {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
