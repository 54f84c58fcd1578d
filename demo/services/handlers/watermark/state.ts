import type { Random } from '../shared/random.ts';
import type { Settings } from '../shared/world-types.ts';
import { seedJobs, seedRecipients } from './seed.ts';

export interface Recipient {
  dwmId: number;
  name: string;
  description: string;
  /** Epoch milliseconds. */
  registered: number;
  updated: number;
}

/** A code from so many milliseconds after the job began. */
export interface Step {
  after: number;
  status: string;
}

export interface Task {
  dwmId: number;
  /** Milliseconds after the job began at which this task ends. */
  ends: number;
  /** `"0"` is success. */
  cliError: string;
}

export interface Job {
  jobId: number;
  contentId: string;
  began: number;
  /** In order of time; the first one begins at 0. */
  steps: Step[];
  tasks: Task[];
  /** Set by hand: the steps count no more. */
  forced?: { status: string; at: number };
}

export interface WatermarkToken {
  siteId: string;
  expiresAt: number;
}

export interface WatermarkState {
  tokens: Map<string, WatermarkToken>;
  jobs: Map<number, Job>;
  /** By name in lower case: names are unique without regard to case. */
  recipients: Map<string, Recipient>;
  byId: Map<number, Recipient>;
  /** Recipients that were part of a job: they cannot be changed any more. */
  used: Set<number>;
  /** Names whose registration has an unknown or bad outcome, and the rule that asks to look them up first. */
  doubtful: Map<string, string>;
  /** Writes that are not answered yet. */
  writing: Set<number>;
  random: Random;
  nextJob(): number;
  nextRecipient(): number;
}

export interface WatermarkStart {
  settings: Settings;
  now: number;
  random: Random;
}

export function createWatermarkState({ settings, now, random }: WatermarkStart): WatermarkState {
  let jobs = 4000;
  let recipients = 0;
  const state: WatermarkState = {
    tokens: new Map(),
    jobs: new Map(),
    recipients: new Map(),
    byId: new Map(),
    used: new Set(),
    doubtful: new Map(),
    writing: new Set(),
    random,
    nextJob: () => (jobs += 1),
    nextRecipient: () => (recipients += 1),
  };
  seedRecipients(state, settings.recipients, now);
  seedJobs(state, settings.jobs, now);
  return state;
}

export function addRecipient(state: WatermarkState, name: string, description: string, now: number): Recipient {
  const recipient = { dwmId: state.nextRecipient(), name, description, registered: now, updated: now };
  state.recipients.set(name.toLowerCase(), recipient);
  state.byId.set(recipient.dwmId, recipient);
  return recipient;
}

export function addJob(state: WatermarkState, job: Omit<Job, 'jobId'>): Job {
  const added = { ...job, jobId: state.nextJob() };
  state.jobs.set(added.jobId, added);
  for (const { dwmId } of added.tasks) state.used.add(dwmId);
  return added;
}

/** The code of a job at a moment, and since when it has it. */
export function jobStatus({ began, steps, forced }: Job, now: number): { status: string; since: number } {
  if (forced) return { status: forced.status, since: forced.at };
  const reached = steps.filter(({ after }) => began + after <= now).at(-1) ?? steps[0];
  return { status: reached?.status ?? FIRST_STATUS, since: began + (reached?.after ?? 0) };
}

/** The attested codes (section 4). */
export const FIRST_STATUS = 'DM000';
export const DONE = 'DM500';
export const FAILED = 'DM600';
export const TASK = 'TK001';
/** The vendor's codes in between are not public: these are ours, and show what a client does with unknown ones. */
export const UNKNOWN_JOB = 'DMSBX1';
export const UNKNOWN_TASK = 'TKSBX1';
