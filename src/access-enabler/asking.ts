/** What the machine wants to know of `<pass-service>`, and its answers as the machine's actions. */
import { asPassError, type Service } from './link.ts';
import type { AeAction, AeEffect, Trial } from './state.ts';
import { openSignOutWindow, visit } from './windows.ts';

export type Question = Extract<
  AeEffect,
  { type: 'list' | 'select' | 'trial' | 'authorize' | 'preview' | 'refresh' | 'sign-out' }
>;

/** The old SDK waited this long for a provider that signs somebody out. */
const SIGN_OUT_PATIENCE = 30_000;
const PRODUCTION = 'https://api.auth.adobe.com';

/** Each question is answered by an action, whatever becomes of it; a selection needs no answer. */
export async function ask(question: Question, service: Service): Promise<AeAction[]> {
  try {
    return await put(question, service);
  } catch (thrown) {
    return refusal(question, asPassError(thrown));
  }
}

async function put(question: Question, service: Service): Promise<AeAction[]> {
  switch (question.type) {
    case 'list':
      return [{ type: 'listed', providers: await service.providers({ tempPass: true }) }];
    case 'select':
      await service.selectProfile(question.mvpd);
      return [];
    case 'trial': {
      const { id, identity, then } = question;
      const profile = await service.profileAt(id, { identity });
      return [{ type: 'trial', id, profile, then }, ...resumed(question)];
    }
    case 'authorize': {
      const { resource, mvpd: providerId, identity } = question;
      const options = { providerId, identity };
      return [{ type: 'permitted', resource, permit: await service.authorize(resource, options) }];
    }
    case 'preview': {
      const { call, mvpd, identity } = question;
      const options = { providerId: mvpd, fresh: !call.cache, identity };
      return [{ type: 'previewed', call, mvpd, decisions: await service.preauthorize(call.resources!, options) }];
    }
    case 'refresh':
      await service.refresh();
      return [{ type: 'refreshed', call: question.call }];
    case 'sign-out':
      await (question.background ? signOutAside(service) : service.signOut({ all: true }));
      return [{ type: 'signed-out' }];
  }
}

/** The TempPass of the last visit, as it stands now. */
export async function readTrial(service: Service, id: unknown): Promise<Trial | null> {
  if (typeof id !== 'string') return null;
  try {
    return { id, profile: await service.profileAt(id), isOver: false };
  } catch (error) {
    return { id, profile: null, isOver: asPassError(error).code.startsWith('temporary_access_') };
  }
}

type PassError = ReturnType<typeof asPassError>;

function refusal(question: Question, error: PassError): AeAction[] {
  switch (question.type) {
    case 'list':
      return [{ type: 'list-failed', error }];
    case 'select':
      return [];
    case 'trial':
      return [{ type: 'trial', id: question.id, profile: null, error, then: question.then }, ...resumed(question)];
    case 'authorize':
      return [{ type: 'refused', resource: question.resource, error }];
    case 'preview':
      return [{ type: 'preview-failed', call: question.call, error }];
    case 'refresh':
      return [{ type: 'refreshed', call: question.call }];
    case 'sign-out':
      return [{ type: 'signed-out', error }];
  }
}

/** The call that wanted the profile goes on, with or without it. */
const resumed = ({ then }: Extract<Question, { type: 'trial' }>): AeAction[] =>
  then.for === 'call' ? [{ type: 'refreshed', call: then.call }] : [];

/** Signs out without leaving this page: at the providers in a window, where the browser gives one. */
async function signOutAside(service: Service): Promise<void> {
  const until = performance.now() + SIGN_OUT_PATIENCE;
  const opened = service.profiles.length > 0 ? openSignOutWindow() : null;
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), SIGN_OUT_PATIENCE);
  try {
    const steps = await service.signOut({ all: true, stay: true, signal: limit.signal });
    const urls = steps.flatMap(({ url }) => url ?? []);
    if (opened) await visit(opened, urls, service.baseUrl ?? PRODUCTION, until);
  } finally {
    clearTimeout(timer);
    opened?.close();
  }
}
