/** Every class, client and type of the viewer side: what `dist/cdn/tve-elements.js` holds. The console is not in it. */
export { TveError, type OwnErrorCode, type TveErrorInit } from './core/errors.ts';
export { VERSION } from './core/version.ts';
export { forget } from './controllers/page-client.ts';
export { registerMessages } from './i18n/messages.ts';
export type { MessageKey, Messages } from './i18n/en.ts';

export { PassError } from './pass/errors.ts';
export { createPassClient, type PassClient, type PassDeps, type SignInOptions } from './pass/pass-client.ts';
export type { Permit } from './pass/entitlement.ts';
export type { PassState, PassStatus } from './pass/pass-state.ts';
export type { PreauthorizeOptions } from './pass/preauthorization.ts';
export type { Activation, Attribute, Decision, LogoutStep, MediaToken, SecondScreen } from './pass/types.ts';
export type { PassConfig, Profile, Provider } from './pass/types.ts';

export { PassServiceElement } from './elements/pass-service/pass-service.ts';
export { PassProviderPickerElement, type PickerState } from './elements/pass-provider-picker/pass-provider-picker.ts';
export { PassGateElement, type GateState } from './elements/pass-gate/pass-gate.ts';
export { PassAccountElement } from './elements/pass-account/pass-account.ts';
export { PassAuthCodeElement, type CodeState } from './elements/pass-auth-code/pass-auth-code.ts';
export { PassActivateElement, type ActivateState } from './elements/pass-activate/pass-activate.ts';
export { PassCatalogElement, type CatalogState } from './elements/pass-catalog/pass-catalog.ts';
export { MediaInspectorElement } from './elements/media-inspector/media-inspector.ts';
export { MediaTrackerElement } from './elements/media-tracker/media-tracker.ts';
export { MediaCollectionError } from './collection/errors.ts';

export type { MediaTrackerErrorEvent } from './events/media-tracker-error.ts';
export type { MediaTrackerEvent } from './events/media-tracker-event.ts';
export { PassAuthorizedEvent, type Authorized } from './events/pass-authorized.ts';
export { PassCatalogChangeEvent } from './events/pass-catalog-change.ts';
export { PassDeniedEvent } from './events/pass-denied.ts';
export { PassErrorEvent } from './events/pass-error.ts';
export { PassProviderSelectEvent } from './events/pass-provider-select.ts';
export { PassSignedInEvent } from './events/pass-signed-in.ts';
export { PassSignedOutEvent } from './events/pass-signed-out.ts';
export { PassStateChangeEvent } from './events/pass-state-change.ts';
export { PassVerifyEvent } from './events/pass-verify.ts';
