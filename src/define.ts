/** Registers every viewer element. The service comes first, so that the others find it upgraded. */
import './elements/pass-service/pass-service.define.ts';
import './elements/pass-provider-picker/pass-provider-picker.define.ts';
import './elements/pass-gate/pass-gate.define.ts';
import './elements/pass-account/pass-account.define.ts';
import './elements/pass-auth-code/pass-auth-code.define.ts';
import './elements/pass-activate/pass-activate.define.ts';
import './elements/pass-catalog/pass-catalog.define.ts';
import './elements/media-tracker/media-tracker.define.ts';
import './elements/media-inspector/media-inspector.define.ts';
