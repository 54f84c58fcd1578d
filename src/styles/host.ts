import { css } from 'lit';
import { boxStyles } from './box.ts';

/** What every visible element of ours starts from: its own box, the page's type, colours that follow the page's scheme. */
export const hostStyles = css`
  ${boxStyles}
  :host {
    --_accent: var(--tve-accent, #1f5eff);
    --_on-accent: var(--tve-on-accent, #fff);
    --_surface: var(--tve-surface, Canvas);
    --_text: var(--tve-text, CanvasText);
    --_muted: var(--tve-muted, var(--_text));
    --_line: var(--tve-line, rgba(127, 127, 127, 0.35));
    --_hover: var(--tve-hover, rgba(127, 127, 127, 0.14));
    --_radius: var(--tve-radius, 10px);
    box-sizing: border-box;
    color: var(--_text);
    font: inherit;
    line-height: 1.45;
  }
  /* guarded: without it secondary text has the colour of the other text; the system's grey has too little contrast */
  @supports (color: color-mix(in srgb, red, blue)) {
    :host {
      --_muted: var(--tve-muted, color-mix(in srgb, var(--_text) 74%, transparent));
    }
  }
  *,
  ::before,
  ::after {
    box-sizing: inherit;
  }
  [hidden] {
    display: none !important;
  }
  h2,
  p {
    margin: 0;
  }
  h2 {
    font-size: 1.3em;
    line-height: 1.25;
  }
`;

/** Buttons and links that do something. */
export const buttonStyles = css`
  button,
  .button {
    min-height: 2.75em;
    padding: 0.5em 1.2em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: transparent;
    color: inherit;
    font: inherit;
    font-weight: 600;
    text-decoration: none;
    cursor: pointer;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
  }
  button:hover {
    background: var(--_hover);
  }
  button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  button.primary:hover {
    filter: brightness(1.1);
  }
  button.plain {
    min-height: 2em;
    padding: 0.25em 0.5em;
    border: 0;
    font-weight: 400;
    text-decoration: underline;
  }
  button:disabled {
    opacity: 0.55;
    cursor: default;
  }
  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.6em;
  }
`;

/** Something is on its way. */
export const spinnerStyles = css`
  .wait {
    display: flex;
    align-items: center;
    gap: 0.75em;
  }
  .spinner {
    width: 1.6em;
    height: 1.6em;
    border: 3px solid var(--_line);
    border-top-color: var(--_accent);
    border-radius: 50%;
    animation: turn 0.9s linear infinite;
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation-duration: 4s;
    }
  }
`;
