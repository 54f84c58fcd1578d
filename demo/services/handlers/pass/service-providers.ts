import {
  DOMAINS,
  LEGACY_STATEMENT,
  REVOKED_STATEMENT,
  SECOND_SERVICE_PROVIDER,
  SERVICE_PROVIDER,
  SOFTWARE_STATEMENT,
  UNLINKED_STATEMENT,
} from '../../fixtures.ts';

export interface ServiceProvider {
  id: string;
  name: string;
  domains: string[];
  /** Whether a provider is integrated with this brand. */
  carries(mvpd: string): boolean;
}

const KIDS = ['acmeCable', 'brightwater', 'kindergrove', 'quietline', 'previewPass'];

const SERVICE_PROVIDERS: ServiceProvider[] = [
  { id: SERVICE_PROVIDER, name: 'Demo Channel', domains: DOMAINS, carries: () => true },
  { id: SECOND_SERVICE_PROVIDER, name: 'Demo Kids', domains: DOMAINS, carries: mvpd => KIDS.includes(mvpd) },
];

export function findServiceProvider(id: string): ServiceProvider | undefined {
  return SERVICE_PROVIDERS.find(sp => sp.id === id);
}

/** A host belongs to a brand when it is one of its domains or lies below one. */
export function ownsHost({ domains }: ServiceProvider, host: string): boolean {
  return domains.some(domain => host === domain || host.endsWith(`.${domain}`));
}

/** A registered application, known by its software statement. */
export interface Application {
  id: string;
  statement: string;
  approved: boolean;
  serviceProviders: string[];
  scopes: string[];
}

const BOTH = [SERVICE_PROVIDER, SECOND_SERVICE_PROVIDER];
const V2 = ['api:client:v2'];

const APPLICATIONS: Application[] = [
  { id: 'demo-web', statement: SOFTWARE_STATEMENT, approved: true, serviceProviders: BOTH, scopes: V2 },
  { id: 'withdrawn-web', statement: REVOKED_STATEMENT, approved: false, serviceProviders: BOTH, scopes: V2 },
  { id: 'legacy-web', statement: LEGACY_STATEMENT, approved: true, serviceProviders: BOTH, scopes: ['api:client:v1'] },
  {
    id: 'kids-only-web',
    statement: UNLINKED_STATEMENT,
    approved: true,
    serviceProviders: [SECOND_SERVICE_PROVIDER],
    scopes: V2,
  },
];

export function findApplication(statement: string): Application | undefined {
  return APPLICATIONS.find(app => app.statement === statement);
}

export function applicationOf(id: string): Application | undefined {
  return APPLICATIONS.find(app => app.id === id);
}

/** Whether an address may be a redirect target: absolute, http or https, on a domain of one of the brands (SBX-11). */
export function isListedAddress(address: string, brands: ServiceProvider[]): boolean {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  return /^https?:$/.test(url.protocol) && brands.some(brand => ownsHost(brand, url.hostname));
}
