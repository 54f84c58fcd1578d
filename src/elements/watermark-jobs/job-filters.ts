/** What narrows the list of jobs, and the way to one that is not in it. */
import { html, type TemplateResult } from 'lit';
import type { WatermarkJobsController } from '../../controllers/watermark-jobs-controller.ts';
import type { ConsoleTerm } from '../../i18n/console/messages.ts';
import { dateFields, words } from '../console/filters.ts';
import { textField, valuesOf } from '../console/parts.ts';

export function jobFilters(
  controller: WatermarkJobsController,
  term: ConsoleTerm,
  { save }: { save: () => void },
): TemplateResult {
  const { filter, page, loading } = controller;
  return html`<form
    class="toolbar"
    novalidate
    aria-label=${term('filters')}
    @submit=${(event: Event) => apply(event, controller)}
  >
    ${textField('contentId', term('contentId'), filter.contentId, { type: 'search' })}
    ${textField('statuses', term('statusCodes'), filter.statuses.join(' '), { size: 14 })} ${dateFields(filter, term)}
    <button class="primary" ?disabled=${loading}>${term('apply')}</button>
    <div class="row end">
      <button type="button" ?disabled=${loading} @click=${() => void controller.read()}>${term('refresh')}</button>
      <button type="button" ?disabled=${!page?.items.length} @click=${save}>${term('exportCsv')}</button>
    </div>
  </form>`;
}

function apply(event: Event, controller: WatermarkJobsController): void {
  event.preventDefault();
  const values = valuesOf(event.currentTarget as HTMLFormElement);
  void controller.setFilter({
    ...{ contentId: values['contentId'] ?? '', statuses: words(values['statuses'] ?? '') },
    ...{ from: values['from'] ?? '', to: values['to'] ?? '' },
    timeZone: (values['timeZone'] ?? '').trim() || '+00:00',
    pageSize: Number(values['pageSize']),
  });
}

/** @param open shows the job of this id; `announce` says what keeps it from that */
export function jobById(
  term: ConsoleTerm,
  { open, announce }: { open: (id: string) => void; announce: (text: string) => void },
): TemplateResult {
  const submit = (event: Event): void => {
    event.preventDefault();
    const id = (valuesOf(event.currentTarget as HTMLFormElement)['job-id'] ?? '').trim();
    if (/^\d+$/.test(id)) open(id);
    else announce(term('needJobId'));
  };
  return html`<form class="toolbar" novalidate @submit=${submit}>
    ${textField('job-id', term('openJob'), '', { size: 14 })} <button>${term('open')}</button>
  </form>`;
}
