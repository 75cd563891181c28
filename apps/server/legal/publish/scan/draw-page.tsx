import { CSRF_FIELD } from '../../../http/csrf.ts';
import type { SaidDemand } from '../../../register/service.ts';
import type { Session, Visit } from '../../../staff/service.ts';
import { ErrorSummary } from '../../../ui/form.tsx';
import { withLanguage } from '../../../ui/layout.tsx';
import { Act } from '../../demands/act-form.tsx';
import { demandPath } from '../../demands/paths.ts';
import type { DemandView } from '../../demands/view.ts';
import { LegalFrame } from '../../frame.tsx';
import type { FormFaults } from '../../wish.ts';
import { BoxRow, type RowProps } from './box-row.tsx';
import type { ScanPage } from './covered.ts';
import { redactPath } from './paths.ts';
import { PictureForm, Stage } from './picture-form.tsx';
import { BOXES, type DrawnForm, isUsed, leaveField } from './read-boxes.ts';
import { REDACT_SCRIPT } from './script.ts';

export type DrawProps = Visit & {
  session: Session;
  demand: DemandView;
  scanned: readonly ScanPage[];
  laws: RowProps['laws'];
  filled: DrawnForm;
  faults: FormFaults;
  /** What the public reads now. */
  shown: SaidDemand | null;
};

/** Rows that stand open under those in use. */
const SPARE = 3;

/** The first of two covers parts of the scan. Numbers in a plain form are all it takes; a script lets one draw them. */
export function DrawPage(props: DrawProps) {
  const { request, demand, scanned, faults, laws, shown } = props;
  const { say, language } = request;
  const { row, closedOn } = demand;
  const ready = scanned.length > 0 && laws.length > 0 && closedOn === null;
  return (
    <LegalFrame
      {...props}
      title={say('redact.title', { matter: row.matter })}
      path={redactPath(row.id)}
      failed={Object.keys(faults).length > 0}
    >
      <a class="back" href={withLanguage(demandPath(row.id, 'public'), language)}>
        {say('redact.back')}
      </a>
      <ErrorSummary say={say} errors={told(props)} />
      <p class="lead">{say('redact.lead')}</p>
      {scanned.length === 0 && <p class="nothing">{say('redact.no-scan')}</p>}
      {laws.length === 0 && (
        <div class="notice notice-amber" role="note">
          {say('redact.no-laws')}
        </div>
      )}
      {closedOn !== null && <p>{say('legal.publish-closed')}</p>}
      {ready && (
        <>
          <p>{say('redact.how')}</p>
          {scanned.map((page, at) => (
            <Scanned key={`${page.scan} ${page.page}`} {...props} page={page} at={at + 1} />
          ))}
          <Boxes {...props} />
        </>
      )}
      {shown?.scan && closedOn === null && (
        <section aria-labelledby="off">
          <h2 id="off">{say('redact.off-title')}</h2>
          <p>{say('redact.off-lead')}</p>
          <Act {...{ request }} demand={row.id} step="redact/off" button={say('redact.off')} />
        </section>
      )}
    </LegalFrame>
  );
}

/** Each fault with the box it is of, as a link to the field. */
function told({ request: { say }, faults }: DrawProps): Record<string, string> {
  return Object.fromEntries(
    Object.entries(faults).map(([field, code]) => {
      const box = /^b(\d+)-/.exec(field)?.[1];
      const text = say(`fault.${code}`);
      return [field, box === undefined ? text : say('redact.fault-of', { box: Number(box), text })];
    }),
  );
}

function Scanned(props: DrawProps & { page: ScanPage; at: number }) {
  const { request, demand, scanned, page, at, filled } = props;
  const { say } = request;
  const name = leaveField(at);
  return (
    <section aria-labelledby={`page-${at}`} class="redact-page">
      <h2 id={`page-${at}`}>{say('redact.page', { n: at, all: scanned.length })}</h2>
      <Stage page={at} label={say('redact.page', { n: at, all: scanned.length })} />
      <PictureForm
        {...{ request }}
        path={demandPath(demand.row.id, 'open-scan')}
        hidden={{ at: page.scan, page: String(page.page) }}
        button={say('redact.look-at', { n: at })}
      />
      <label class="check">
        <input type="checkbox" id={name} name={name} form="redact" checked={filled[name] === 'on'} />
        {say('redact.leave', { n: at })}
      </label>
    </section>
  );
}

function Boxes(props: DrawProps) {
  const { request, demand, scanned, filled, faults, laws } = props;
  const { say, language, csrf } = request;
  const used = BOXES.filter((box) => isUsed(filled, box)).at(-1) ?? 0;
  const row = (box: number) => (
    <BoxRow key={box} {...{ request, box, filled, faults, laws }} pages={scanned.length} />
  );
  return (
    <section aria-labelledby="boxes">
      <h2 id="boxes">{say('redact.boxes')}</h2>
      <p class="hint">{say('redact.boxes-hint')}</p>
      <form
        id="redact"
        method="post"
        action={withLanguage(redactPath(demand.row.id), language)}
        noValidate
        data-redact={redactPath(demand.row.id, 'pictures')}
        data-of="scan"
        data-drawn={say('redact.drawn', { box: '{box}', page: '{page}' })}
        data-corner={say('redact.corner')}
        data-removed={say('redact.removed')}
        data-full={say('redact.full', { most: BOXES.length })}
        data-to-row={say('redact.to-row', { box: '{box}' })}
        data-failed={say('redact.failed')}
      >
        {csrf !== null && <input type="hidden" name={CSRF_FIELD} value={csrf} />}
        <p role="status" class="redact-said" data-said />
        {BOXES.slice(0, used + SPARE).map(row)}
        <details class="redact-more">
          <summary>{say('redact.more')}</summary>
          {BOXES.slice(used + SPARE).map(row)}
        </details>
        <button type="button" class="quiet" data-add hidden>
          {say('redact.add')}
        </button>
        <label class="check">
          <input type="checkbox" id="whole" name="whole" checked={filled.whole === 'on'} />
          {say('redact.whole')}
        </label>
        <button type="submit">{say('redact.propose')}</button>
      </form>
      <script type="module" src={REDACT_SCRIPT} />
    </section>
  );
}
