import { meetingFor } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import { ClockNotice, StaffFrame } from '../staff/service.ts';
import { withLanguage } from '../ui/layout.tsx';
import { seriesNames } from '../ui/series-name.ts';
import type { Moved } from './certificates.ts';
import { textOf } from './filed-text.ts';
import { Facts, MeetingNote, RefusedNotice } from './parts.tsx';
import { certificatePath, RECORDS_PATH, RECORDS_STYLE } from './paths.ts';
import { linesOf } from './pdf.ts';
import type { PaperProps } from './props.ts';
import { ReceiptTable } from './records-page.tsx';
import { RowsMissing } from './rows-missing.tsx';
import { opensIn } from './say-opening.ts';
import { StepForms } from './step-forms.tsx';
import { isOver, lawfulDay, nextCode, standingState, witnessRule } from './steps.ts';

/** One certificate: how it stands, what comes next and when that is lawful, what it lists, who moved it. */
export function CertificatePage(props: PaperProps) {
  const { paper, refused, request } = props;
  const { say, language } = request;
  const { program, clock } = props.context;
  const text = textOf(paper, program.program, clock.now());
  return (
    <StaffFrame
      {...props}
      title={say('records.certificate-name', {
        series: seriesNames(program.program, language)(paper.series),
        item: paper.item_no,
      })}
      path={certificatePath(paper.id)}
      failed={refused !== undefined}
    >
      <link rel="stylesheet" href={RECORDS_STYLE} />
      <a class="back" href={withLanguage(RECORDS_PATH, language)}>
        {say('records.back')}
      </a>
      <RefusedNotice say={say} refused={refused} />
      <ClockNotice {...props} clock={props.context.clock} />
      <RowsMissing {...props} />
      <StandsNow {...props} />
      <StepForms {...props} />
      <section aria-labelledby="paper">
        <h2 id="paper">{say('records.paper-title')}</h2>
        <Facts
          facts={[
            ...linesOf(paper, text, { say, language }),
            [say('records.own-number'), <code>{paper.id}</code>],
          ]}
        />
        <ul class="files">
          {(['pdf', 'csv', 'steps'] as const).map((kind) => (
            <li key={kind}>
              <a href={withLanguage(`${certificatePath(paper.id)}/${kind}`, language)}>
                {say(`records.${kind}`)}
              </a>
            </li>
          ))}
        </ul>
      </section>
      <History {...props} />
      {props.receipts.length > 0 && (
        <section aria-labelledby="receipts">
          <h2 id="receipts">{say('records.receipts-title')}</h2>
          <ReceiptTable {...props} receipts={props.receipts} labelledBy="receipts" />
        </section>
      )}
    </StaffFrame>
  );
}

function StandsNow({ context, request: { say, language }, paper, rule, standing, today }: PaperProps) {
  const { state } = paper;
  const day = wordDay(language, lawfulDay(paper, rule?.certificate?.daysBefore ?? 0, today));
  const commission = rule?.certificate?.commission;
  const now = context.clock.earliest();
  const said = { day, at: opensIn(context, language, paper) };
  const stands = standingState(paper, now, standing);
  return (
    <>
      <div class={isOver(state) ? 'notice notice-leaf' : 'notice'}>
        <p>
          <strong>{say(`records.state-${stands}`, said)}</strong>
        </p>
        <p>{say(nextCode(paper, witnessRule(context.program.program, paper.series), stands), said)}</p>
        {commission && (state === 'drafted' || state === 'filed') && (
          <MeetingNote
            {...{ say, language }}
            meeting={meetingFor(commission, today)}
            time={commission.meets.time}
            holidays={commission.holidays !== undefined}
          />
        )}
      </div>
      {!isOver(state) && (
        <section aria-labelledby="left">
          <h2 id="left">{say('records.left-title')}</h2>
          <p>{say('records.left', { left: standing.left })}</p>
          {standing.held > 0 && (
            <p class="notice notice-amber">{say('records.left-held', { held: standing.held })}</p>
          )}
        </section>
      )}
    </>
  );
}

function History({ request: { say, language }, paper, session, called }: PaperProps) {
  const who = ({ moved_by }: Moved) =>
    moved_by === session.staffId ? say('records.who-you') : (called.get(moved_by) ?? say('records.who-left'));
  const what = (step: Moved) =>
    say(`records.step-${step.step}`, {
      day: wordDay(language, step.disposal_on ?? step.approved_on ?? step.moved_on),
      destroyed: step.destroyed ?? 0,
      stayed: step.stayed ?? 0,
    });
  return (
    <section aria-labelledby="steps">
      <h2 id="steps">{say('records.steps-title')}</h2>
      <ol class="steps">
        {paper.steps.map((step) => (
          <li key={step.id}>
            {say('records.step-line', {
              on: wordDay(language, step.moved_on),
              step: what(step),
              who: who(step),
            })}
            {step.why !== null && <> {say('records.why-is', { why: say(`records.why-${step.why}`) })}</>}
            {step.reference !== null && (
              <>
                <br />
                {say('records.reference-is', { reference: step.reference })}
              </>
            )}
          </li>
        ))}
      </ol>
      <p class="quiet-text">{say('records.steps-note')}</p>
    </section>
  );
}
