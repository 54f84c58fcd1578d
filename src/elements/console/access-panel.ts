import { html, type TemplateResult } from 'lit';
import type { ConsoleLocalize } from '../../controllers/console-localize.ts';
import { PRODUCTION, type WatermarkAccess } from '../../controllers/watermark-access.ts';
import type { WatermarkError } from '../../watermark/errors.ts';

/** How an element gets at the watermarking service, and how it forgets that. Never with a secret in it. */
export function accessPanel(
  { siteId, baseUrl }: { readonly siteId: string | null; readonly baseUrl: string | null },
  { client }: WatermarkAccess,
  last: WatermarkError | undefined,
  { term, moment }: ConsoleLocalize,
  forget: () => void,
): TemplateResult {
  const { present = false, expires } = client?.token ?? {};
  const token = !present
    ? term('tokenNone')
    : expires === undefined
      ? term('tokenUntilRefused')
      : term('tokenUntil', { time: moment(expires) });
  return html`<details class="access">
    <summary>${term('connection')}</summary>
    <div class="stack">
      <dl>
        <dt>${term('siteId')}</dt>
        <dd><bdi>${siteId ?? '–'}</bdi></dd>
        <dt>${term('service')}</dt>
        <dd><bdi>${baseUrl ?? PRODUCTION}</bdi></dd>
        <dt>${term('token')}</dt>
        <dd>${token}</dd>
        <dt>${term('lastError')}</dt>
        <dd>${last ? html`<bdi>${last.code}</bdi> ${last.message}` : term('none')}</dd>
      </dl>
      <div class="row"><button type="button" @click=${forget}>${term('forget')}</button></div>
    </div>
  </details>`;
}
