import { type Program, portalRules } from '@commonkey/program';
import { channelsIn } from '../../holds/channel.ts';
import { scheduleOf } from '../../holds/holds.ts';
import { activeHolds } from '../../holds/may-destroy.ts';
import { takesSeries } from '../../holds/scope.ts';
import { wordingsOf } from '../../legal/service.ts';
import type { TableName } from '../../store/database.ts';
import { HOLDINGS } from '../../store/holdings.ts';
import type { Reader } from '../../store/store.ts';
import { MATTER_SERIES } from '../../vault/vault.ts';

/**
 * `spoken-of`: a hold that counsel wrote words about for residents keeps some of it. `none-we-may-name`: true with a hold that may not be
 * spoken of and without. `nothing-ends`: a hold changes nothing, as these rows do not end.
 */
export type OnHold = 'spoken-of' | 'none-we-may-name' | 'nothing-ends';

/**
 * A hold that no one may speak of, or that counsel has not worded yet, counts as if it were not there: nothing that is told
 * differs by it (T12).
 */
export async function holdAnswers(
  read: Reader,
  program: Program,
  now: Date,
): Promise<(table: TableName) => OnHold> {
  const holds = await activeHolds(read, now);
  const wordings = await wordingsOf(
    read,
    holds.map(({ id }) => id),
  );
  const spoken = holds.filter(({ id, altered }) => {
    // Whom it was about nobody can tell from a row that was changed.
    if (altered) return false;
    const wording = wordings.get(id);
    return wording && !wording.gag && Object.values(wording.sentences).some((text) => text !== '');
  });
  const { seriesOf } = scheduleOf(program);
  const channelOf = channelsIn(program);
  const sealed = [...Object.values(portalRules(program)?.records ?? {}), ...Object.values(MATTER_SERIES)];
  return (table) => {
    const { disposition } = HOLDINGS[table];
    if ('standing' in disposition || 'moves' in disposition) return 'nothing-ends';
    const series = table === 'vault_records' ? sealed : [seriesOf(table)];
    const taken = spoken.some((hold) => series.some((name) => takesSeries(hold, name, channelOf)));
    return taken ? 'spoken-of' : 'none-we-may-name';
  };
}
