import type { PlainDate, Program } from '@commonkey/program';
import { type Speak, wordDay } from '@commonkey/words';
import type { Block } from '../../../paper/letter.ts';
import { allPublications, saidDemand } from '../../../register/service.ts';
import type { Reader } from '../../../store/store.ts';
import { fact, h, type LetterBody, p } from '../../demands/papers/letter-text.ts';
import type { CoveredScan, Covering, SealedEntry } from '../../demands/sealed.ts';
import { type DemandView, markOf } from '../../demands/view.ts';
import { citationOf, coveredIn, isShown } from './covered.ts';

/** A copy of the scan, and when and by whose second look it became public; null where it has not. */
export type Logged = { covered: CoveredScan; published: { on: PlainDate; agreed: string } | null };

/** Every copy that was made, the oldest first. */
export async function loggedScans(
  read: Reader,
  demand: string,
  entries: readonly SealedEntry[],
): Promise<Logged[]> {
  const public_ = (await allPublications(read))
    .filter(({ kind, subject }) => kind === 'demand' && subject === demand)
    .map((row) => ({ row, scan: saidDemand.parse(JSON.parse(row.said)).scan }));
  // Before anything was shown nothing was taken off.
  const first = public_.findIndex(({ scan }) => scan !== undefined);
  return coveredIn(entries).map((covered): Logged => {
    const found = public_.find(
      ({ row, scan }, at) =>
        at >= first && first >= 0 && row.asked_by === covered.by && isShown(covered, scan),
    );
    return {
      covered,
      published: found ? { on: found.row.published_on, agreed: found.row.published_by } : null,
    };
  });
}

type Ways = { say: Speak; language: string };

/** Where a part lies, in percent of its page. */
export const placeOf = ({ say, language }: Ways, { left, top, width, height }: Covering): string => {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const [l, t, w, hh] = [left, top, width, height].map((side) => number.format(side));
  return say('redact.place', { left: l ?? '', top: t ?? '', width: w ?? '', height: hh ?? '' });
};

/** The redaction log: of each copy who covered what by which law and why, and who looked at it and when. */
export function redactionLog(
  { row }: DemandView,
  logged: readonly Logged[],
  {
    say,
    language,
    program,
    called,
  }: Ways & {
    program: Pick<Program, 'city' | 'requests'>;
    called: ReadonlyMap<string, string>;
  },
): LetterBody {
  const name = (id: string) => called.get(id) ?? say('redact.log-left');
  return {
    title: say('redact.log-title'),
    from: say('legal.letter-from', { city: program.city.name }),
    reference: say('legal.letter-reference', {
      mark: markOf(row),
      day: wordDay(language, row.received_on),
    }),
    to: [],
    blocks: [
      p(say('redact.log-lead')),
      ...logged.flatMap(({ covered, published }, at): Block[] => [
        h(say('redact.log-copy', { n: at + 1 })),
        fact(say('redact.log-by'), name(covered.by)),
        fact(say('redact.log-second'), published ? name(published.agreed) : say('redact.log-nobody-yet')),
        fact(
          say('redact.log-day'),
          published ? wordDay(language, published.on) : say('redact.log-not-public'),
        ),
        fact(say('redact.log-pages'), String(covered.pages.length)),
        ...covered.boxes.flatMap((box, n): Block[] => [
          h(say('redact.log-entry', { box: n + 1, page: box.page })),
          fact(say('redact.log-place'), placeOf({ say, language }, box)),
          fact(say('redact.log-law'), citationOf({ ...program, sources: {} }, box.exemption)),
          fact(say('redact.log-reason'), box.reason),
        ]),
      ]),
    ],
  };
}
