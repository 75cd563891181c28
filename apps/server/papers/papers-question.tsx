import type { Band } from './bands.ts';
import { PaperDrawing } from './drawings.tsx';
import { type Group, groupsAt } from './groups.ts';
import { notesOf } from './notes.ts';
import { bandName, type CheckerProps, Choice, Hidden, StepForm } from './parts.tsx';

type Props = CheckerProps & { band: Band };

/** Which papers are there? Under what they show, each with a drawing, and in each group a way to say: none. */
export function PapersQuestion(props: Props) {
  const { rules, say, said, band } = props;
  return (
    <>
      <p class="step-above">{bandName(band, say)}</p>
      <h1 tabIndex={-1}>{say('papers.have-title')}</h1>
      <p class="lead">{say('papers.have-lead')}</p>
      <StepForm {...props}>
        <Hidden said={said} names={['band', 'without']} />
        {groupsAt(rules, band).map((group) => (
          <PaperGroup key={group.id} {...props} group={group} />
        ))}
        <p class="step-buttons">
          <button type="submit" name="step" value="answer">
            {say('papers.see')}
          </button>
          <button type="submit" name="step" value="who" class="quiet">
            {say('papers.back')}
          </button>
        </p>
      </StepForm>
    </>
  );
}

function PaperGroup({ rules, say, said, band, group }: Props & { group: Group }) {
  const own = ['guardian', 'caretaker', 'other'].includes(group.id);
  const title = own
    ? say(`papers.group-${group.id}`)
    : say('papers.group-shows', { shows: say(`shows.${group.id}`) });
  return (
    <fieldset class="paper-group">
      <legend>
        <h2>{title}</h2>
      </legend>
      <div class="paper-grid">
        {group.papers.map((id) => (
          <Choice
            key={id}
            id={`have-${id}`}
            name="have"
            type="checkbox"
            value={id}
            on={said.have.includes(id)}
          >
            <PaperDrawing rules={rules} id={id} />
            <span>
              <span class="choice-name">{say(`paper.${id}`)}</span>
              {notesOf(rules, band, id, say, group.id).map((note) => (
                <span key={note} class="choice-note">
                  {note}
                </span>
              ))}
            </span>
          </Choice>
        ))}
      </div>
      <Choice
        id={`none-${group.id}`}
        name="none"
        type="checkbox"
        value={group.id}
        on={said.none.includes(group.id)}
      >
        <span class="choice-name">{say('papers.group-none')}</span>
      </Choice>
    </fieldset>
  );
}
