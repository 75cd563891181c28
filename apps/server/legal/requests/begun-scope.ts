import type { PlainDate } from '@commonkey/program';
import type { RequestClass } from '../../store/tables/requests.ts';
import { lookedForOf } from './covers.ts';
import type { AskedDays } from './days.ts';

type Asked = { classes: readonly RequestClass[]; received: PlainDate; days: AskedDays | null };

/** The scope of a request to begin from: the kinds that it is about and the days that it names, of everybody; its own limits are added by hand. */
export function begunScope({ classes, received, days }: Asked): string {
  const records = lookedForOf(classes);
  return `format: commonkey-demand-1
id: request
instrument:
  type: records-request
  issuer: whoever asks, without a name
  served: ${received}
  gag: none
items:
  - words: what it asks for, in its own words
    subjects: [${clause(days)}]
    records: ${records.length === 0 ? 'all' : `[${records.join(', ')}]`}
source:
  mark: OWN
  note: from the request itself
`;
}

const clause = (days: AskedDays | null): string => {
  const { from = null, until = null } = days ?? {};
  const parts = [from && `from: ${from}`, until && `until: ${until}`].filter((part) => part);
  return parts.length === 0 ? '' : `{ field: applied, ${parts.join(', ')} }`;
};
