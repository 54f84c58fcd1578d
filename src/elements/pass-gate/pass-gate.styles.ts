import { css } from 'lit';

/** The box that keeps the place of the content while the gate is closed. */
export const styles = css`
  .panel {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    box-sizing: border-box;
    min-height: var(--pass-gate-min-height, 15em);
    padding: 1.5em;
    text-align: center;
  }
`;
