import { addPeriod, type PaperId, type Period, type PlainDate, type Program } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import { shortDate } from '../words/dates.ts';
import type { PapersDraft } from './draft.ts';

type Props = {
  papers: readonly PaperId[];
  program: Program;
  draft: PapersDraft;
  today: PlainDate;
  say: Speak;
  sayProgram: Speak;
  tick: (paper: PaperId) => void;
};

export function PaperList({ papers, program, draft, today, say, sayProgram, tick }: Props) {
  if (papers.length === 0) return <p class="hint">{say('papers.none-found')}</p>;
  return (
    <ul class="papers">
      {papers.map((paper, i) => {
        const held = draft.held.find((one) => one.paper === paper);
        const limit = limitLine(program, paper, today, say);
        const typed = held?.issued ?? held?.expires;
        return (
          <li key={paper}>
            <button
              type="button"
              class="paper"
              aria-pressed={held !== undefined}
              data-paper={paper}
              tabIndex={-1}
              onClick={() => tick(paper)}
            >
              <span class="box" aria-hidden="true">
                ✓
              </span>
              <span>
                {sayProgram(`paper.${paper}`)}
                {limit ? <small>{limit}</small> : null}
                {typed ? <small>{shortDate(typed, say)}</small> : null}
              </span>
              {i < 9 ? <kbd>{i + 1}</kbd> : <span />}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** The limit a clerk looks for on the paper, worked out as a day: nobody should count sixty days back by hand. */
function limitLine(program: Program, paper: PaperId, today: PlainDate, say: Speak): string | null {
  const rule = program.papers[paper];
  if (!rule) return null;
  if (rule.dated) return say('papers.dated-since', { date: shortDate(back(today, rule.dated.within), say) });
  if (!rule.expires) return null;
  const upTo = rule.whenExpired?.upTo;
  if (upTo === 'any') return say('papers.may-be-expired');
  return upTo
    ? say('papers.expired-since', { date: shortDate(back(today, upTo), say) })
    : say('papers.not-expired');
}

function back(today: PlainDate, period: Period): PlainDate {
  const [unit, n] = Object.entries(period)[0] ?? ['days', 0];
  const negative = { [unit]: -n } as Period;
  return addPeriod(today, negative);
}
