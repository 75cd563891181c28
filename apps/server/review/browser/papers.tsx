import type { Program } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import { Fragment } from 'preact';
import { AnswersList } from './answers.tsx';
import type { OpenFile } from './open-file.ts';
import { Picture } from './picture.tsx';

type Props = { file: OpenFile; program: Program; mark: string; say: Speak; sayProgram: Speak };

/** Everything that was sent: what was typed, the face, and each paper with what it was sent to show. */
export function Papers({ file, program, mark, say, sayProgram }: Props) {
  const count = file.papers.length;
  return (
    <>
      <AnswersList card={file.card} say={say} />
      <Picture say={say} bytes={file.card.face} label={say('review.face')} mark={mark} small />
      {file.papers
        .map((paper, i) => ({ ...paper, label: say('review.paper', { place: i + 1, count }) }))
        .map(({ shows, jpeg, label }) => ({ jpeg, label, names: sentFor(shows, program, sayProgram) }))
        .map(({ names, jpeg, label }) => (
          <Fragment key={label}>
            <Picture say={say} bytes={jpeg} label={label} mark={mark} />
            {names.length > 0 && <p class="hint">{say('review.sent-for', { what: names.join(', ') })}</p>}
          </Fragment>
        ))}
    </>
  );
}

/**
 * What a picture was sent to show. A path may ask for a paper of its own beside the requirements. What the rules of today do not
 * know is passed over: a file that is opened by order may be older than they are.
 */
export const sentFor = (shows: readonly string[], program: Program, sayProgram: Speak): string[] =>
  shows.flatMap((id) => {
    if (id in program.papers) return [sayProgram(`paper.${id}`)];
    return program.requirements.some((one) => one.id === id) ? [sayProgram(`requirement.${id}`)] : [];
  });
