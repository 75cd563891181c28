import { type FaultParams, wordDay } from '@commonkey/words';
import type { PublishedDemand } from '../../register/service.ts';
import type { Session, Visit } from '../../staff/service.ts';
import { Form, Hints } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { AlreadyPublic } from '../demands/demand-page.tsx';
import { demandPath } from '../demands/paths.ts';
import type { DemandView } from '../demands/view.ts';
import { LegalFrame } from '../frame.tsx';
import type { Copy } from './publish-demand.ts';
import { redactPath } from './scan/paths.ts';

export type PublishProps = Visit & {
  session: Session;
  demand: DemandView;
  silenced: boolean;
  copy: Copy | null;
  /** What the public reads now. */
  shown: PublishedDemand | null;
  /** What was typed and not taken. */
  typed?: string;
  /** Fault of the field. */
  wrong?: { code: string; params: FaultParams };
  done: 'proposed' | 'published' | null;
  /** Since when the public reads of it; null where it does not. */
  since: string | null;
};

/** What the public shall read of a demand: one law officer writes it, another reads it for people and makes it public. */
export function PublishPage(props: PublishProps) {
  const { request, demand, silenced, shown, done, copy } = props;
  const { say, language } = request;
  const { row, closedOn } = demand;
  return (
    <LegalFrame
      {...props}
      title={say('legal.publish-title', { matter: row.matter })}
      path={demandPath(row.id, 'public')}
      failed={props.wrong !== undefined}
    >
      <a class="back" href={withLanguage(demandPath(row.id), language)}>
        {say('legal.publish-back')}
      </a>
      {done && (
        <p class="notice notice-leaf" role="status">
          {say(`legal.publish-done-${done}`)}
        </p>
      )}
      <p class="lead">{say('legal.publish-lead')}</p>
      {shown && (
        <p class="state">
          {say('legal.publish-shown', {
            number: shown.said.number,
            day: wordDay(language, shown.publishedOn),
          })}
        </p>
      )}
      {silenced && (
        <div class="notice notice-amber" role="note">
          <h2>{say('legal.publish-silenced-title')}</h2>
          <p>{say('legal.publish-silenced')}</p>
        </div>
      )}
      {silenced && <AlreadyPublic request={request} since={props.since} />}
      <p class="button-row">
        <a class="button button-quiet" href={withLanguage(redactPath(row.id), language)}>
          {say('redact.to-draw')}
        </a>{' '}
        <a class="button button-quiet" href={withLanguage(redactPath(row.id, 'second'), language)}>
          {say('redact.to-look')}
        </a>
      </p>
      {copy && <Waiting {...props} copy={copy} />}
      {closedOn === null ? <Write {...props} /> : <p>{say('legal.publish-closed')}</p>}
    </LegalFrame>
  );
}

function Waiting({ request, session, demand, silenced, copy, shown }: PublishProps & { copy: Copy }) {
  const { say, language, csrf } = request;
  const own = copy.by === session.staffId;
  // The same words are made public once more where what was decided has changed since.
  const stands = shown?.said.copy === copy.text;
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting">{say(stands ? 'legal.publish-stands' : 'legal.publish-waiting')}</h2>
      <blockquote class="publish-copy" dir="auto">
        {copy.text === '' ? say('legal.publish-no-words') : copy.text}
      </blockquote>
      {own && !stands && <p>{say('legal.publish-own')}</p>}
      {!own && !silenced && (
        <Form
          action={withLanguage(demandPath(demand.row.id, 'public/agree'), language)}
          csrf={csrf}
          noValidate
        >
          <input type="hidden" name="digest" value={copy.digest} />
          <p>{say(stands ? 'legal.publish-stands-hint' : 'legal.publish-read')}</p>
          <button type="submit" class={stands ? 'button-quiet' : undefined}>
            {say(stands ? 'legal.publish-again' : 'legal.publish-agree')}
          </button>
        </Form>
      )}
    </section>
  );
}

function Write({ request, demand, copy, typed, wrong, shown }: PublishProps) {
  const { say, language, csrf } = request;
  const error = wrong === undefined ? undefined : say(`fault.${wrong.code}`, wrong.params);
  const text = typed ?? copy?.text ?? shown?.said.copy ?? '';
  return (
    <section aria-labelledby="write">
      <h2 id="write">{say('legal.publish-write')}</h2>
      <Form action={withLanguage(demandPath(demand.row.id, 'public'), language)} csrf={csrf} noValidate>
        <div class={error ? 'field field-wrong' : 'field'}>
          <label for="copy">{say('legal.publish-copy')}</label>
          <Hints name="copy" hint={say('legal.publish-copy-hint')} error={error} />
          <textarea
            id="copy"
            name="copy"
            rows={14}
            spellcheck={false}
            dir="auto"
            aria-describedby={error ? 'copy-hint copy-error' : 'copy-hint'}
            aria-invalid={error ? 'true' : undefined}
          >
            {text}
          </textarea>
        </div>
        <button type="submit">{say('legal.publish-propose')}</button>
      </Form>
    </section>
  );
}
