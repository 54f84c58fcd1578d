import { html, nothing, type TemplateResult } from 'lit';
import type { WatermarkJobsController } from '../../controllers/watermark-jobs-controller.ts';
import type { ConsoleTerm } from '../../i18n/console/messages.ts';

const WORDS = { waiting: 'phaseWaiting', running: 'phaseRunning', done: 'phaseDone', failed: 'phaseFailed' } as const;

/** Where a job stands, in words, with the service's code as it is and the page's label for it, if there is one. */
export function phaseCell(status: string, controller: WatermarkJobsController, term: ConsoleTerm): TemplateResult {
  const phase = controller.phaseOf(status);
  const label = controller.labelOf(status);
  return html`<span class="phase ${phase}">${label ?? term(WORDS[phase])}</span> ${
      status ? html`<bdi class="muted">${status}</bdi>` : nothing
    }`;
}

export const phaseWord = (status: string, controller: WatermarkJobsController, term: ConsoleTerm): string =>
  controller.labelOf(status) ?? term(WORDS[controller.phaseOf(status)]);
