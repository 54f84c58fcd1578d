import { css } from 'lit';

export const styles = css`
  :host {
    max-width: 34em;
  }
  .base {
    display: flex;
    flex-direction: column;
    gap: 0.9em;
  }
  .base > * {
    margin: 0;
  }
  .muted {
    color: var(--_muted);
    font-size: 0.92em;
  }
  .notice {
    padding: 0.6em 0.8em;
    border-radius: var(--_radius);
    background: var(--_hover);
  }
  .notice:empty {
    display: none;
  }
  input {
    width: 100%;
    min-height: 2.9em;
    padding: 0 0.9em;
    border: 1px solid var(--_muted);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }
  ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(8.6em, 1fr));
    gap: 0.5em;
    max-height: 21em;
    margin: 0;
    padding: 0.25em;
    overflow-y: auto;
    overscroll-behavior: contain;
    list-style: none;
  }
  li {
    display: flex;
    align-items: center;
    gap: 0.75em;
    grid-column: 1 / -1;
    min-height: 2.9em;
    padding: 0.4em 0.75em;
    border: 2px solid transparent;
    border-radius: var(--_radius);
    cursor: pointer;
  }
  li.featured {
    grid-column: auto;
    flex-direction: column;
    justify-content: center;
    border-color: var(--_line);
    text-align: center;
    font-size: 0.9em;
  }
  li:hover {
    background: var(--_hover);
  }
  li.active {
    border-color: var(--_accent);
    background: var(--_hover);
  }
  .help,
  .help li {
    display: block;
    min-height: 0;
    max-height: none;
    padding: 0;
    border: 0;
    cursor: auto;
  }
  .help li:hover {
    background: none;
  }
  .help a {
    color: inherit;
  }
  .logo {
    display: flex;
    align-items: center;
    justify-content: center;
    flex: none;
    width: 56px;
    height: 33px;
  }
  .featured .logo,
  .chosen .logo {
    width: 112px;
  }
  .logo img {
    max-width: 100%;
    max-height: 100%;
    border-radius: 4px;
  }
  .logo.initial {
    border-radius: 6px;
    background: var(--_hover);
    font-weight: 700;
  }
  .chosen {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 0.6em;
    text-align: center;
  }
`;
