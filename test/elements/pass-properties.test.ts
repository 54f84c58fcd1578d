import { expect } from '@open-wc/testing';
import '../../src/define.ts';

describe('properties that nobody has set', () => {
  const names: Record<string, string[]> = {
    'pass-service': [
      ...['serviceProvider', 'softwareStatement', 'baseUrl', 'redirectUrl', 'domainName', 'tempPass'],
      ...['tempPassIdentity', 'serviceToken', 'visitorId', 'applicationId', 'client', 'profile', 'error'],
    ],
    'pass-gate': ['resource', 'when', 'verifyUrl', 'mediaToken'],
    'pass-provider-picker': ['mode', 'featured', 'include', 'exclude'],
    'pass-auth-code': ['activationUrl', 'provider'],
    'pass-catalog': ['maxResources'],
  };
  const flags: Record<string, string[]> = {
    'pass-service': ['debug'],
    'pass-auth-code': ['autostart', 'autorenew'],
    'pass-provider-picker': ['anew'],
  };
  for (const [tag, properties] of Object.entries(names)) {
    it(`<${tag}>: read null, flags false, and again once their attribute is gone`, () => {
      const element = document.createElement(tag) as HTMLElement & Record<string, unknown>;
      for (const property of properties) expect(element[property], property).to.equal(null);
      for (const flag of flags[tag] ?? []) expect(element[flag], flag).to.equal(false);
      const observed = (element.constructor as unknown as { observedAttributes: string[] }).observedAttributes;
      for (const attribute of observed) {
        element.setAttribute(attribute, '7');
        element.removeAttribute(attribute);
      }
      for (const property of properties) expect(element[property], property).to.equal(null);
    });
  }
});
