import type { ConsoleLocalize } from '../../controllers/console-localize.ts';
import type { WatermarkJobsController } from '../../controllers/watermark-jobs-controller.ts';
import type { Job } from '../../watermark/types.ts';
import type { Column } from '../console/data-grid.ts';
import { phaseCell } from './phase-cell.ts';

/** What the list tells of each job. */
export function jobColumns(controller: WatermarkJobsController, { term, moment }: ConsoleLocalize): Column<Job>[] {
  const zone = controller.page?.timeZone;
  const time = (value: number | undefined): string => (value === undefined ? '–' : moment(value, zone));
  return [
    {
      key: 'contentId',
      label: term('contentId'),
      sortable: true,
      kind: 'wide',
      cell: ({ contentId, id }) => contentId ?? id,
    },
    { key: 'id', label: term('jobId'), sortable: true, kind: 'number', cell: ({ id }) => id },
    {
      key: 'status',
      label: term('status'),
      sortable: true,
      cell: ({ status }) => phaseCell(status, controller, term),
    },
    { key: 'created', label: term('createdAt'), sortable: true, cell: ({ created }) => time(created) },
    { key: 'updated', label: term('updatedAt'), sortable: true, cell: ({ updated }) => time(updated) },
    { key: 'duration', label: term('duration'), kind: 'number', cell: job => duration(job) },
  ];
}

/** From the first to the last change, as `h:mm:ss`. */
function duration({ created, updated }: Job): string {
  if (created === undefined || updated === undefined || updated < created) return '–';
  const seconds = Math.round((updated - created) / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
