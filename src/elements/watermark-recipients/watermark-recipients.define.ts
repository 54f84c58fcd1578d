import { WatermarkRecipientsElement } from './watermark-recipients.ts';

WatermarkRecipientsElement.define();

declare global {
  interface HTMLElementTagNameMap {
    'watermark-recipients': WatermarkRecipientsElement;
  }
}
