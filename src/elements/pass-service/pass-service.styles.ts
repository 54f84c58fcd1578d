import { css } from 'lit';

export const styles = css`
  :host {
    display: contents;
  }
  .done {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 1em;
    max-width: 26em;
    margin: 20vh auto;
    padding: 1em;
    text-align: center;
    font: inherit;
  }
`;
