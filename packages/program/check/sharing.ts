import { FIELDS_OF, HOSTED, KEEPS_FOR_CITY } from '../flows.ts';
import { isPlainDate } from '../plain-date.ts';
import type { Program } from '../types.ts';
import type { Report } from './fault.ts';

/** An entry of the register says what the software can do, and to whom exactly. */
export function checkSharing({ sharing }: Pick<Program, 'sharing'>, report: Report): void {
  const flows = sharing?.flows ?? [];
  flows.forEach((flow, place) => {
    const at = ['sharing', 'flows', place];
    const { id, kind, host, fields, reviewBy } = flow;
    if (!isPlainDate(reviewBy)) report([...at, 'reviewBy'], 'date-impossible', { date: reviewBy });
    if (flows.findIndex((other) => other.id === id) < place)
      report([...at, 'id'], 'name-twice', { name: id });
    fields.forEach((field, n) => {
      if (!FIELDS_OF[kind].includes(field))
        report([...at, 'fields', n], 'flow-unfit', { flow: id, way: kind, because: 'field', field });
    });
    // What this software sends by itself goes out whole, whatever an entry says of it.
    if (HOSTED.includes(kind))
      for (const field of FIELDS_OF[kind])
        if (!fields.includes(field))
          report([...at, 'fields'], 'flow-unfit', { flow: id, way: kind, because: 'less', field });
    if (flow.noticeTo !== undefined && !KEEPS_FOR_CITY.includes(kind))
      report([...at, 'noticeTo'], 'flow-unfit', { flow: id, way: kind, because: 'notice', field: '' });
    const hosted = HOSTED.includes(kind);
    if (hosted !== (host !== undefined))
      report([...at, 'host'], 'flow-unfit', {
        flow: id,
        way: kind,
        because: hosted ? 'missing' : 'idle',
        field: '',
      });
  });
}
