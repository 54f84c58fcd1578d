import { WatermarkJobsElement } from './watermark-jobs.ts';

WatermarkJobsElement.define();

declare global {
  interface HTMLElementTagNameMap {
    'watermark-jobs': WatermarkJobsElement;
  }
}
