import { css } from 'lit';

/** Mid-tones: each stands out from a light ground and from a dark one, so that the page's scheme is all we follow. */
export const styles = css`
  :host {
    --session: #6c7a91;
    --play: #1d9a5f;
    --pause: #8791a3;
    --buffer: #d07a00;
    --break: #8b5cf6;
    --ad: #c2499f;
    --chapter: #2f7df6;
    --state: #0d9488;
    --bitrate: #5a7fb0;
    --bad: #dc3a3a;
    --wait: #d07a00;
    --ping: #8791a3;
    --labels: 104px;
    --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
    font-size: 0.875rem;
  }
  .base {
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    overflow: hidden;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.6em 1.4em;
    padding: 0.7em 0.9em;
    border-bottom: 1px solid var(--_line);
  }
  .about {
    display: flex;
    align-items: baseline;
    gap: 0.7em;
    font-weight: 600;
  }
  .about .name {
    font: 0.95em var(--mono);
    color: var(--_muted);
    overflow-wrap: anywhere;
  }
  .mode {
    white-space: nowrap;
  }
  .mode::before {
    content: '';
    display: inline-block;
    width: 0.6em;
    height: 0.6em;
    margin-right: 0.5em;
    border: 2px solid var(--session);
    border-radius: 50%;
  }
  .mode.active::before {
    border-color: var(--bad);
    background: var(--bad);
    animation: beat 2s ease-in-out infinite;
  }
  @keyframes beat {
    50% {
      opacity: 0.35;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .mode.active::before {
      animation: none;
    }
  }
  .sums,
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3em 1.1em;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .legend .problem {
    width: 0;
    height: 0;
    border: solid transparent;
    border-width: 0 6px 11px;
    border-bottom-color: var(--bad);
    border-radius: 0;
    background: none;
  }
  .sums li,
  .legend li,
  .delivery {
    display: inline-flex;
    align-items: center;
    gap: 0.45em;
    white-space: nowrap;
  }
  .sums li {
    color: var(--_muted);
  }
  .sums b {
    color: var(--_text);
    font-variant-numeric: tabular-nums;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    margin-left: auto;
  }
  .group {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 0.25em;
  }
  button {
    min-width: 2.3em;
    min-height: 2.3em;
    padding: 0 0.75em;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 0.6);
    background: transparent;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  button:hover {
    background: var(--_hover);
  }
  button:disabled {
    opacity: 0.55;
    cursor: default;
  }
  button[aria-pressed='true'] {
    border-color: var(--_accent);
    box-shadow: inset 0 -2px var(--_accent);
    font-weight: 600;
  }
  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  .notice:not(:empty) {
    padding: 0.6em 0.9em;
    background: var(--_hover);
  }
  .nothing {
    padding: 3.5em 1.5em;
    color: var(--_muted);
    text-align: center;
  }
  .nothing-title {
    color: var(--_text);
    font-size: 1.15em;
    font-weight: 600;
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0.4em 1.5em;
    padding: 0.55em 0.9em;
    border-top: 1px solid var(--_line);
    color: var(--_muted);
    font-size: 0.92em;
  }
  .detail {
    position: relative;
    display: grid;
    grid-template-columns: 15em minmax(0, 1fr);
    gap: 0.8em 1.6em;
    padding: 0.9em;
    border-top: 1px solid var(--_line);
  }
  .detail .close {
    position: absolute;
    top: 1.2em;
    right: 1.2em;
    background: var(--_surface);
  }
  .delivery {
    margin-top: 0.4em;
    white-space: normal;
  }
  h2 {
    font: 600 1.15em var(--mono);
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 0.35em 1.8em;
    margin: 0.9em 0 0;
  }
  dt {
    color: var(--_muted);
    font-size: 0.86em;
  }
  dd {
    margin: 0;
    font-variant-numeric: tabular-nums;
  }
  pre {
    min-height: 9em;
    max-height: 16em;
    margin: 0;
    padding: 0.8em 4em 0.8em 1em;
    border-radius: calc(var(--_radius) * 0.6);
    background: var(--_hover);
    font: 0.93em/1.5 var(--mono);
    overflow: auto;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .key {
    color: var(--_muted);
  }
  .narrow .detail {
    grid-template-columns: minmax(0, 1fr);
  }
  .narrow .detail .close {
    top: 0.8em;
    right: 0.8em;
  }
  .narrow pre {
    padding-right: 1em;
  }
  .narrow header {
    gap: 0.6em 1em;
  }
  .narrow .tools {
    margin-left: 0;
  }
  @media (pointer: coarse) {
    button {
      min-width: 2.9em;
      min-height: 2.9em;
    }
  }
`;
