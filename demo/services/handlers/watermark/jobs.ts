import type { World } from '../shared/world-types.ts';
import type { Granted } from './endpoint.ts';
import { businessError, success, writeId } from './envelope.ts';
import { matchesText, readQuery } from './query.ts';
import { jobStatus, TASK, UNKNOWN_TASK, type Job } from './state.ts';
import { writeTime, type Zone } from './times.ts';

/** Jobs can be read and nothing else (section 5). */

const LIST = ['content_id', 'job_status', 'from', 'to', 'page_unit', 'page_index', 'time_zone'];

/** Newest first; the order is not documented. */
export function listJobs({ world, call }: Granted): Response {
  const query = readQuery(world, call, LIST);
  if (query instanceof Response) return query;
  const now = world.clock.now();
  const [content] = query.values('content_id');
  const statuses = query.values('job_status');
  const found = [...world.watermark.jobs.values()]
    .filter(job => content === undefined || content === '' || matchesText(world, job.contentId, content))
    .filter(job => statuses.length === 0 || statuses.includes(jobStatus(job, now).status))
    .filter(job => query.inRange(job.began))
    .sort((a, b) => b.began - a.began || b.jobId - a.jobId);
  const page = found.slice(query.offset, query.offset + query.unit);
  const data = page.map(job => describe(world, job, query.zone));
  return success(world, { data, zone: query.zone, total: found.length });
}

export function readJob(granted: Granted): Response {
  const { world, call, id } = granted;
  const query = readQuery(world, call, ['time_zone']);
  if (query instanceof Response) return query;
  const job = world.watermark.jobs.get(id);
  if (!job) return businessError(call, 'SBX-MISSING', 'there is no such job');
  return success(world, { data: describe(world, job, query.zone), zone: query.zone });
}

/** The whole list at once: there is a total, and no paging (5.3). */
export function listTasks({ world, call, id }: Granted): Response {
  const query = readQuery(world, call, ['time_zone']);
  if (query instanceof Response) return query;
  const job = world.watermark.jobs.get(id);
  if (!job) return businessError(call, 'SBX-MISSING', 'there is no such job');
  const now = world.clock.now();
  const data = job.tasks.flatMap(({ dwmId, ends, cliError }) => {
    const recipient = world.watermark.byId.get(dwmId);
    if (!recipient) return [];
    const ended = job.began + ends <= now || job.forced !== undefined;
    const at = ended ? Math.min(job.began + ends, now) : job.began;
    return {
      dwm_id: writeId(world, dwmId),
      recipient: recipient.name,
      description: recipient.description,
      task_status: ended ? TASK : UNKNOWN_TASK,
      // What it holds before the end of a task is not documented.
      cli_error_code: ended ? cliError : '',
      reg_time: writeTime(job.began, query.zone),
      update_time: writeTime(at, query.zone),
    };
  });
  return success(world, { data, zone: query.zone, total: data.length });
}

function describe(world: World, job: Job, zone: Zone) {
  const { status, since } = jobStatus(job, world.clock.now());
  return {
    job_id: writeId(world, job.jobId),
    content_id: job.contentId,
    job_status: status,
    reg_time: writeTime(job.began, zone),
    update_time: writeTime(since, zone),
  };
}
