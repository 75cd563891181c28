import type { Session, Visit } from '../../staff/service.ts';
import { AMENDED } from '../../store/tables/demands.ts';
import { ErrorSummary, Form } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { LegalFrame } from '../frame.tsx';
import { ScopeForm } from '../scope-form.tsx';
import type { FormFaults } from '../wish.ts';
import { HOLD_WAYS, type IntakeForm } from './bodies.ts';
import { faultWords } from './fault-words.ts';
import { type Of, RadioField } from './fields.tsx';
import { ItemBlock } from './intake-page.tsx';
import { optionsOf } from './names.ts';
import { demandPath } from './paths.ts';
import type { DemandView } from './view.ts';

type Props = Visit & {
  session: Session;
  demand: DemandView;
  hold: string;
  faults: FormFaults;
  filled: IntakeForm;
};

/** One item more, a hold more, or both: an issuer wrote anew, or said what it had meant. */
export function AmendPage(props: Props) {
  const { context, request, demand, hold, faults, filled } = props;
  const { say, language, csrf } = request;
  const of: Of = { request, faults, filled };
  const { row } = demand;
  return (
    <LegalFrame
      {...props}
      title={say('legal.amend-title', { matter: row.matter })}
      path={demandPath(row.id, 'amend')}
      failed={Object.keys(faults).length > 0}
      cameBack={request.method === 'POST'}
    >
      <a class="back" href={withLanguage(demandPath(row.id), language)}>
        {say('legal.opened-back')}
      </a>
      <ErrorSummary say={say} errors={faultWords(request, faults)} />
      <p class="lead">{say('legal.amend-lead')}</p>
      <Form
        action={withLanguage(`${demandPath(row.id, 'amend')}?form=${hold}`, language)}
        csrf={csrf}
        noValidate
      >
        <input type="hidden" name="hold" value={hold} />
        <RadioField
          {...of}
          name="why"
          label={say('legal.amend-why')}
          options={optionsOf(request, AMENDED, 'amended')}
        />
        <ItemBlock of={of} n={1} title={say('legal.amend-item', { n: demand.items.length + 1 })} open />
        <h2>{say('legal.intake-hold')}</h2>
        <RadioField
          {...of}
          name="keep"
          label={say('legal.intake-keep')}
          hint={say('legal.intake-keep-hint')}
          options={HOLD_WAYS.map((way) => [way, say(`legal.amend-keep-${way}`)] as const)}
        />
        <details open={filled.keep === 'scope'}>
          <summary>{say('legal.intake-scope')}</summary>
          <ScopeForm {...{ context, request, faults, filled }} />
        </details>
        <button type="submit">{say('legal.amend-button')}</button>
      </Form>
    </LegalFrame>
  );
}
