import { css } from 'lit';

/** What stands on the line: spans with a tone for each kind, and marks with a form for each delivery. */
export const styles = css`
  .span {
    --tint: rgba(127, 127, 127, 0.2);
    top: calc(4px + var(--row) * var(--at, 0));
    width: max(2px, calc(var(--w) * var(--scale) * 1px));
    height: calc(var(--row) - 3px);
    border-left: 3px solid var(--tone);
    border-radius: 4px;
    background: var(--tint);
    box-shadow: inset 0 0 0 1px var(--tint);
    overflow: clip;
    cursor: pointer;
  }
  .span-name {
    position: sticky;
    left: calc(var(--labels) + 4px);
    display: inline-block;
    max-width: 100%;
    padding: 0 22px 0 20px;
    line-height: calc(var(--row) - 3px);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: 0.92em;
  }
  .playback .span-name,
  .quality .span-name {
    padding-right: 4px;
  }
  .span.open {
    border-top-right-radius: 0;
    border-bottom-right-radius: 0;
  }
  .span.session {
    --tone: var(--session);
    --tint: rgba(108, 122, 145, 0.22);
  }
  .span.unended {
    border-right: 2px dashed var(--session);
  }
  .span.play {
    --tone: var(--play);
    --tint: rgba(29, 154, 95, 0.3);
  }
  .span.pause {
    --tone: var(--pause);
    --tint: rgba(135, 145, 163, 0.14);
  }
  .span.buffer {
    --tone: var(--buffer);
    --tint: rgba(208, 122, 0, 0.3);
    background: repeating-linear-gradient(-55deg, transparent 0 5px, var(--tint) 5px 10px);
  }
  .span.break {
    --tone: var(--break);
    --tint: rgba(139, 92, 246, 0.16);
  }
  .span.ad {
    --tone: var(--ad);
    --tint: rgba(194, 73, 159, 0.32);
  }
  .span.chapter {
    --tone: var(--chapter);
    --tint: rgba(47, 125, 246, 0.26);
  }
  .span.state {
    --tone: var(--state);
    --tint: rgba(13, 148, 136, 0.2);
  }
  .span.bitrate {
    --tone: var(--bitrate);
    --tint: rgba(90, 127, 176, 0.26);
  }
  .span.skipped {
    border-right: 3px double var(--tone);
  }

  .mark {
    --tone: var(--session);
    z-index: 1;
    top: calc(4px + var(--row) * var(--at, 0));
    display: flex;
    align-items: center;
    justify-content: center;
    width: 20px;
    height: calc(var(--row) - 3px);
    cursor: pointer;
  }
  .mark.opens {
    margin-left: 1px;
  }
  .mark.closes {
    margin-left: -20px;
  }
  .mark.alone {
    margin-left: -10px;
  }
  .playback .mark {
    --tone: var(--play);
  }
  .mark.pauseStart {
    --tone: var(--pause);
  }
  .mark.bufferStart {
    --tone: var(--buffer);
  }
  .ads .mark {
    --tone: var(--ad);
  }
  .mark.adBreakStart,
  .mark.adBreakComplete {
    --tone: var(--break);
  }
  .chapters .mark {
    --tone: var(--chapter);
  }
  .states .mark {
    --tone: var(--state);
  }
  .quality .mark {
    --tone: var(--bitrate);
  }
  .mark.error,
  .mark.problem {
    --tone: var(--bad);
  }
  .pings .mark {
    --tone: var(--ping);
  }

  /* What became of an event: full, hollow, crossed out. */
  .sign {
    --tone: var(--session);
    position: relative;
    flex: none;
    display: inline-block;
    width: 11px;
    height: 11px;
    border: 2px solid var(--tone);
    border-radius: 50%;
    background: var(--_surface);
  }
  .mark .sign {
    --tone: inherit;
  }
  .sign.sent,
  .sent > .sign {
    background: var(--tone);
  }
  .sums .sent .sign {
    --tone: var(--play);
  }
  .sums .queued.some .sign,
  .queued > .sign {
    --tone: var(--wait);
  }
  .sums .dropped.some .sign,
  .dropped > .sign {
    --tone: var(--bad);
  }
  .sign.dropped,
  .dropped > .sign {
    border-radius: 2px;
    border-width: 0;
    background:
      linear-gradient(45deg, transparent 42%, var(--tone) 42% 58%, transparent 58%),
      linear-gradient(-45deg, transparent 42%, var(--tone) 42% 58%, transparent 58%);
  }
  .mark.ping .sign {
    width: 4px;
    height: 14px;
    border-radius: 2px;
  }
  .mark.ping.queued .sign {
    width: 7px;
  }
  .mark.ping.dropped .sign {
    width: 11px;
    height: 11px;
  }
  .mark.error .sign {
    border-radius: 2px;
    transform: rotate(45deg);
  }
  .mark.error.dropped .sign {
    transform: none;
  }
  .mark.problem .sign {
    width: 0;
    height: 0;
    border: solid transparent;
    border-width: 0 7px 13px;
    border-bottom-color: var(--tone);
    border-radius: 0;
    background: none;
  }
  .mark.active .sign::after {
    content: '';
    position: absolute;
    inset: -6px;
    border: 2px solid var(--_text);
    border-radius: 50%;
  }
  .mark.error.active .sign::after {
    border-radius: 4px;
  }
  .mark.problem.active .sign::after {
    inset: -4px -12px -18px;
  }
  .lanes:focus-visible .mark.active {
    outline: 3px solid var(--_accent);
    outline-offset: -1px;
    border-radius: 5px;
  }
  .mark:hover .sign {
    filter: brightness(1.15);
  }
`;
