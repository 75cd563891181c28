import { wordDay } from '@commonkey/words';
import { CSRF_FIELD } from '../../../http/csrf.ts';
import type { Session, Visit } from '../../../staff/service.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { withLanguage } from '../../../ui/layout.tsx';
import { Act } from '../../demands/act-form.tsx';
import { demandPath } from '../../demands/paths.ts';
import type { CoveredScan } from '../../demands/sealed.ts';
import type { DemandView } from '../../demands/view.ts';
import { LegalFrame } from '../../frame.tsx';
import { citationOf, digestOf } from './covered.ts';
import { type Logged, placeOf } from './log.ts';
import { redactPath } from './paths.ts';
import { PictureForm, Stage } from './picture-form.tsx';
import { REDACT_SCRIPT } from './script.ts';

export type LookProps = Visit & {
  session: Session;
  demand: DemandView;
  silenced: boolean;
  /** The newest copy, and what became of it; null where nobody made one. */
  logged: Logged | null;
  done: 'covered' | 'published' | null;
  /** Fault of the form. */
  wrong?: string;
};

/** The second of two looks at the very pictures that would be public, each page by itself, and makes them so. */
export function LookPage(props: LookProps) {
  const { request, demand, logged, done, silenced, wrong } = props;
  const { say, language } = request;
  const { id, matter } = demand.row;
  return (
    <LegalFrame
      {...props}
      title={say('redact.look-title', { matter })}
      path={redactPath(id, 'second')}
      failed={wrong !== undefined}
    >
      <a class="back" href={withLanguage(demandPath(id, 'public'), language)}>
        {say('redact.back')}
      </a>
      {done && (
        <p class="notice notice-leaf" role="status">
          {say(`redact.done-${done}`)}
        </p>
      )}
      {wrong && (
        <p class="notice notice-brick" role="alert">
          {say(`fault.${wrong}`)}
        </p>
      )}
      {silenced && (
        <div class="notice notice-amber" role="note">
          <h2>{say('legal.publish-silenced-title')}</h2>
          <p>{say('legal.publish-silenced')}</p>
        </div>
      )}
      {logged === null ? <p class="nothing">{say('redact.none-made')}</p> : <Copy {...props} {...logged} />}
    </LegalFrame>
  );
}

function Copy(props: LookProps & Logged) {
  const { request, demand, session, silenced, covered, published } = props;
  const { say, language } = request;
  const { id } = demand.row;
  const own = covered.by === session.staffId;
  const mayAgree = published === null && !own && !silenced;
  const all = covered.pages.length;
  return (
    <>
      {all > 0 && <p class="lead">{say(published ? 'redact.look-public' : 'redact.look-lead')}</p>}
      {published && (
        <p class="state">
          {say(all === 0 ? 'redact.off-since' : 'redact.public-since', {
            day: wordDay(language, published.on),
          })}
        </p>
      )}
      {published === null && own && <p class="state">{say('redact.own')}</p>}
      {all === 0 && published === null && <p>{say('redact.look-off')}</p>}
      {covered.pages.map((page, at) => (
        <section key={`${page.scan} ${page.page}`} aria-labelledby={`page-${at + 1}`} class="redact-page">
          <h2 id={`page-${at + 1}`}>{say('redact.page', { n: at + 1, all })}</h2>
          <Stage page={at + 1} label={say('redact.page-public', { n: at + 1, all })} />
          <div class="button-row">
            <PictureForm
              {...{ request }}
              path={redactPath(id, 'page')}
              hidden={{ at: covered.at, page: String(at + 1) }}
              button={say('redact.look-at-copy', { n: at + 1 })}
            />
            <PictureForm
              {...{ request }}
              path={demandPath(id, 'open-scan')}
              hidden={{ at: page.scan, page: String(page.page) }}
              button={say('redact.look-at-paper', { n: at + 1 })}
            />
          </div>
          {mayAgree && (
            <label class="check">
              <input type="checkbox" name={`seen-${at + 1}`} form="agree" />
              {say('redact.seen', { n: at + 1 })}
            </label>
          )}
        </section>
      ))}
      <Log {...props} />
      <form
        id="agree"
        method="post"
        action={withLanguage(redactPath(id, 'agree'), language)}
        data-redact={redactPath(id, 'pictures')}
        data-of={covered.at}
        data-failed={say('redact.failed')}
      >
        {request.csrf !== null && <input type="hidden" name={CSRF_FIELD} value={request.csrf} />}
        <p role="status" class="redact-said" data-said />
        {mayAgree && (
          <>
            <input type="hidden" name="digest" value={digestOf(covered)} />
            <p>{say(all === 0 ? 'redact.agree-off-lead' : 'redact.agree-lead')}</p>
            <button type="submit">{say(all === 0 ? 'redact.agree-off' : 'redact.agree')}</button>
          </>
        )}
      </form>
      {all > 0 && <script type="module" src={REDACT_SCRIPT} />}
    </>
  );
}

/** Page, box, place, law and reason of everything that is covered. */
function Log({ context, request, demand, covered }: LookProps & { covered: CoveredScan }) {
  const { say } = request;
  const { program } = context.program;
  return (
    <section aria-labelledby="log">
      <h2 id="log">{say('redact.log-title')}</h2>
      {covered.boxes.length === 0 ? (
        <p class="nothing">{say('redact.log-nothing')}</p>
      ) : (
        <DataTable
          labelledBy="log"
          heads={['box', 'page', 'place', 'law', 'reason'].map((head) => say(`redact.log-${head}`))}
          rows={covered.boxes.map((box, at) => ({
            key: String(at),
            cells: [
              String(at + 1),
              String(box.page),
              placeOf(request, box),
              citationOf(program, box.exemption),
              <span key="reason" dir="auto">
                {box.reason}
              </span>,
            ],
          }))}
        />
      )}
      <Act {...{ request }} demand={demand.row.id} step="redact/log" button={say('redact.log-pdf')} />
    </section>
  );
}
