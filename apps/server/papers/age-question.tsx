import { ageBands, type Band, helperOf } from './bands.ts';
import { bandName, type CheckerProps, Choice, Hidden, StepForm } from './parts.tsx';

/** The first question: as many ages as the rules tell apart, and no birth date. */
export function AgeQuestion(props: CheckerProps) {
  const { rules, say, said, failed = false, onSubmit } = props;
  const wrong = say('papers.who-wrong');
  return (
    <>
      {failed && (
        <div class="notice notice-brick" role="alert" aria-labelledby="problem" tabIndex={-1} {...AT_ONCE}>
          <h2 id="problem">{say('ui.problem')}</h2>
          <ul>
            <li>
              <a href="#band-0">{wrong}</a>
            </li>
          </ul>
        </div>
      )}
      <h1 tabIndex={-1}>{say('papers.title')}</h1>
      <p class="lead">{say('papers.lead')}</p>
      <p class="quiet-promise">{say(onSubmit ? 'papers.quiet-script' : 'papers.quiet-form')}</p>
      <StepForm {...props}>
        <fieldset
          class={failed ? 'field-wrong' : ''}
          {...(failed ? { 'aria-describedby': 'band-error' } : {})}
        >
          <legend>
            <h2>{say('papers.who-title')}</h2>
          </legend>
          {failed && (
            <p id="band-error" class="field-error">
              {wrong}
            </p>
          )}
          {ageBands(rules).map((band, place) => (
            <Choice
              key={band.id}
              id={`band-${place}`}
              name="band"
              type="radio"
              value={band.id}
              on={band.id === said.band}
            >
              <span>
                <span class="choice-name">{bandName(band, say)}</span>
                <BandHint {...{ rules, say, band }} />
              </span>
            </Choice>
          ))}
        </fieldset>
        <Hidden said={said} names={['have', 'none', 'without']} />
        <button type="submit" name="step" value="papers">
          {say('papers.continue')}
        </button>
      </StepForm>
    </>
  );
}

function BandHint({ rules, say, band }: Pick<CheckerProps, 'rules' | 'say'> & { band: Band }) {
  const helper = helperOf(rules, band);
  return helper === null ? null : <span class="choice-note">{say(`papers.helper-${helper}`)}</span>;
}

// `autofocus` is a global attribute (HTML section 6.6.7), but the types of a div do not know it.
const AT_ONCE = { autofocus: true } as const;
