import type { Speak } from '@commonkey/words';
import { wordDay } from '@commonkey/words';
import type { Session, Visit } from '../../staff/service.ts';
import type { Track } from '../../store/tables/legal-tracks.ts';
import { TRACKS } from '../../store/tables/legal-tracks.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { LegalFrame } from '../frame.tsx';
import type { Matter } from './matter.ts';
import { NEW_EMERGENCY_PATH, NEW_OWN_PATH, TRACKS_PATH, trackPath } from './paths.ts';
import { actingAs } from './who.ts';

type Props = Visit & { session: Session; matters: readonly Matter[] };
const NEW: Readonly<Record<Track, string>> = { emergency: NEW_EMERGENCY_PATH, own: NEW_OWN_PATH };

/** What came without an instrument: each track that this officer works on, what is open first. */
export function TracksPage(props: Props) {
  const { request, session } = props;
  const { say, language } = request;
  const mine = TRACKS.filter((track) => actingAs(session, { track }) !== null);
  return (
    <LegalFrame {...props} title={say('tracks.title')} path={TRACKS_PATH}>
      <p class="lead">{say('tracks.lead')}</p>
      {mine.map((track) => (
        <section key={track} aria-labelledby={track}>
          <h2 id={track}>{say(`tracks.of-${track}`)}</h2>
          <p>{say(`tracks.about-${track}`)}</p>
          <p>
            <a class="button" href={withLanguage(NEW[track], language)}>
              {say(`tracks.new-${track}`)}
            </a>
          </p>
          <List {...props} track={track} />
        </section>
      ))}
    </LegalFrame>
  );
}

function List({ request: { say, language }, matters, track }: Props & { track: Track }) {
  const own = matters.filter((one) => one.track === track);
  if (own.length === 0) return <p class="nothing">{say('tracks.none')}</p>;
  const rank = ({ state }: Matter) => (state === 'over' ? 1 : 0);
  return (
    <DataTable
      labelledBy={track}
      heads={['number', 'received', 'came', 'state'].map((head) => say(`tracks.head-${head}`))}
      rows={[...own]
        .sort((a, b) => rank(a) - rank(b))
        .map((one) => ({
          key: one.id,
          cells: [
            <a href={withLanguage(trackPath(one.id), language)}>{one.number}</a>,
            wordDay(language, one.received_on),
            say(`tracks.came-${one.came}`),
            stateWords(one, say),
          ],
        }))}
    />
  );
}

export const stateWords = ({ track, state }: Pick<Matter, 'track' | 'state'>, say: Speak): string =>
  say(`tracks.state-${track}-${state}`);
