/** The same for a classic `<script>`. Of several copies on one page, the first keeps the name. */
import '../define.ts';
import * as exported from '../viewer.ts';

declare global {
  interface Window {
    TveElements: typeof exported;
  }
}

window.TveElements ??= exported;
