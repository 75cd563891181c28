import { wordDay } from '@commonkey/words';
import type { Session, Visit } from '../staff/service.ts';
import { Form } from '../ui/form.tsx';
import { withLanguage } from '../ui/layout.tsx';
import { AlteredNotice, KnownFacts } from './altered-hold.tsx';
import type { MatterOf } from './demands/matters.ts';
import { LegalFrame } from './frame.tsx';
import { HoldFacts, Matters, StateLine } from './holds-page.tsx';
import { isLaw } from './is-law.ts';
import { FEWEST } from './notice/counts.ts';
import { tellPath } from './notice/paths.ts';
import type { Telling } from './notice/telling.ts';
import { HOLDS_PATH, holdPath } from './paths.ts';
import { maySecond, type SecondRule } from './second.ts';
import { takesReviewBox } from './second-key.ts';
import type { Told } from './vendor-notice.ts';
import type { Vendor } from './vendors.ts';
import { type CountedHold, isOpen } from './view.ts';
import type { WordingNow } from './wording.ts';
import { seriesWords } from './words-of.ts';

export type HoldProps = Visit & {
  session: Session;
  hold: CountedHold;
  /** Of how many applications one person has both halves, as their rows say. */
  withOne: number;
  rule: SecondRule;
  /** Null where nobody has written any, and nothing keeps it from being spoken of. */
  wording: WordingNow | null;
  vendors: readonly Vendor[];
  told: readonly Told[];
  /** The newest decision to tell residents of it. */
  telling: Telling | null;
  /** The demands that it was placed for, as far as this member may hear of them. */
  matters: readonly MatterOf[];
  /** What a step just did, in words; null when the page is opened. */
  done?: string | null;
};

/** One hold: its facts for all of staff; its reason, its words and its steps for the law department. */
export function HoldPage(props: HoldProps) {
  const { context, request, session, hold, rule, done, wording, matters } = props;
  const { say, language } = request;
  const series = seriesWords(context, request, hold.scope);
  const law = isLaw(session);
  return (
    <LegalFrame {...props} title={say('legal.hold-title')} path={holdPath(hold.id)}>
      <a class="back" href={withLanguage(HOLDS_PATH, language)}>
        {say('legal.back')}
      </a>
      {done && (
        <p class={`notice notice-${done === 'told-already' ? 'amber' : 'leaf'}`} role="status">
          {say(`legal.done-${done}`)}
        </p>
      )}
      {hold.known !== null && <AlteredNotice say={say} />}
      <StateLine {...{ request, hold }} />
      <Matters {...{ request, matters }} />
      <ul>
        {series.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      {hold.known === null && <SecondKey {...props} />}
      <HoldFacts {...props} />
      {hold.known !== null && (
        <>
          <KnownFacts {...{ context, request, known: hold.known }} />
          <Mend {...{ ...props, may: maySecond(session, hold.mendAskedBy, rule) }} />
          <SecondKey {...props} />
        </>
      )}
      {hold.state !== 'altered' && hold.row.narrowed && (
        <p class="quiet-text">
          {say('legal.narrowed-from', { series: seriesWords(context, request, hold.placed).join(', ') })}
        </p>
      )}
      {law && hold.state !== 'altered' && <p>{say(`legal.because-${hold.row.reason ?? 'unknown'}`)}</p>}
      {law && isOpen(hold) && wording?.lost && (
        <p class="notice notice-amber" role="note">
          {say('legal.words-lost')}
        </p>
      )}
      {law && hold.state === 'provisional' && (
        <p>
          <a class="button" href={withLanguage(holdPath(hold.id, 'confirm'), language)}>
            {say('legal.confirm-title')}
          </a>
        </p>
      )}
      {hold.state === 'confirmed' && (
        <>
          {law && <Review {...props} />}
          {law && <Words {...props} />}
          <TellSection {...props} law={law} />
        </>
      )}
      {/* From its first hour on: what others keep for the city goes on expiring until they are told. */}
      {(hold.state === 'provisional' || hold.state === 'confirmed') && <Vendors {...props} />}
      {hold.state === 'confirmed' && (
        <Lift {...{ ...props, may: maySecond(session, hold.row.release_asked_by, rule) }} />
      )}
    </LegalFrame>
  );
}

function SecondKey({ context, request: { say }, hold, withOne }: HoldProps) {
  if (!takesReviewBox(context.program.program, hold.scope)) return null;
  return (
    <p class="quiet-text">
      {say('legal.second-key')} {say('legal.second-key-two', { alone: withOne })}
    </p>
  );
}

function Review(props: HoldProps) {
  const { say } = props.request;
  return (
    <>
      <h2>{say('legal.review-title')}</h2>
      <p>{say('legal.review-lead')}</p>
      <Step {...props} step="review" />
    </>
  );
}

function Words({ request: { say, language }, hold, wording }: HoldProps) {
  const languages = Object.keys(wording?.sentences ?? {});
  return (
    <>
      <h2>{say('legal.words-title')}</h2>
      <p>
        {wording?.gag
          ? say('legal.words-gag')
          : languages.length === 0
            ? say('legal.words-none')
            : say('legal.words-some', { count: languages.length })}
      </p>
      {!wording?.gag &&
        languages.map((tag) => (
          <blockquote key={tag} lang={tag} dir="auto">
            {wording?.sentences[tag]}
          </blockquote>
        ))}
      <p>
        <a href={withLanguage(holdPath(hold.id, 'words'), language)}>{say('legal.words-change')}</a>
      </p>
    </>
  );
}

/** The law department has a page for it; everybody else sees a number, and none that is small. */
function TellSection({ request: { say, language }, hold, telling, law }: HoldProps & { law: boolean }) {
  if (!law && telling?.agreed_at == null) return null;
  const few = telling === null || telling.told < FEWEST;
  const count = few && !law ? say('legal.tell-few') : String(telling?.told ?? 0);
  return (
    <>
      <h2>{say('legal.tell-title')}</h2>
      <p>{telling?.agreed_at == null ? say('legal.tell-none') : say('legal.tell-section', { count })}</p>
      {law && (
        <p>
          <a href={withLanguage(tellPath(hold.id), language)}>{say('legal.tell-link')}</a>
        </p>
      )}
    </>
  );
}

function Vendors(props: HoldProps) {
  const { request, session, hold, vendors, told, wording } = props;
  const { say, language } = request;
  return (
    <>
      <h2>{say('legal.vendors-title')}</h2>
      {vendors.length === 0 && <p>{say('legal.vendors-none')}</p>}
      {vendors.length > 0 && isLaw(session) && wording?.gag && (
        <p class="notice notice-amber" role="note">
          {say('legal.vendors-gag')}
        </p>
      )}
      {vendors.length > 0 && (
        <>
          <p>
            {say('legal.vendors-lead')}
            {isLaw(session) && (
              <>
                {' '}
                <a href={withLanguage(holdPath(hold.id, 'notice'), language)}>
                  {say('legal.vendors-notice')}
                </a>
              </>
            )}
          </p>
          <ul class="rows">
            {vendors.map(({ id, recipient, kinds, noticeTo }) => (
              <li key={id}>
                <p>
                  <strong>
                    <bdi>{recipient}</bdi>
                  </strong>{' '}
                  {kinds.map((kind) => say(`legal.vendor-${kind}`)).join(' · ')}
                </p>
                <p>
                  {noticeTo === null ? (
                    say('legal.vendor-by-hand')
                  ) : (
                    <>
                      {say('legal.vendor-at')} <bdi>{noticeTo}</bdi>
                    </>
                  )}
                </p>
                {told
                  .filter(({ vendor }) => vendor === id)
                  .map(({ id: mark, toldOn }) => (
                    <p key={mark}>{say('legal.vendor-told', { day: wordDay(language, toldOn) })}</p>
                  ))}
                {isLaw(session) && !told.some(({ vendor }) => vendor === id) && (
                  <Step {...props} step="vendor" vendor={{ id, recipient }} />
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Mend(props: HoldProps & { may: boolean }) {
  const { request, session, hold, rule, may } = props;
  const { say } = request;
  const { mendAskedBy: asked } = hold;
  const mine = asked === session.staffId;
  if (!may && !isLaw(session)) return null;
  return (
    <>
      <h2>{say('legal.mend-title')}</h2>
      <p>
        {say('legal.mend-lead')} {say(`legal.second-${rule}`)}
      </p>
      {asked !== null && <p>{say(mine ? 'legal.mend-asked-mine' : 'legal.mend-asked')}</p>}
      {asked === null && isLaw(session) && rule !== 'nobody' && <Step {...props} step="mend-ask" />}
      {may && <Step {...props} step="mend" grave />}
    </>
  );
}

function Lift(props: HoldProps & { may: boolean }) {
  const { request, session, hold, rule, may } = props;
  const { say } = request;
  const asked = hold.row.release_asked_by;
  const mine = asked === session.staffId;
  if (!may && !isLaw(session)) return null;
  return (
    <>
      <h2>{say('legal.lift-title')}</h2>
      <p>
        {say('legal.lift-lead')} {say(`legal.second-${rule}`)}
      </p>
      {asked !== null && <p>{say(mine ? 'legal.lift-asked-mine' : 'legal.lift-asked')}</p>}
      {asked === null && isLaw(session) && rule !== 'nobody' && <Step {...props} step="ask" />}
      {may && <Step {...props} step="lift" grave />}
    </>
  );
}

function Step(
  props: HoldProps & { step: string; vendor?: Pick<Vendor, 'id' | 'recipient'>; grave?: boolean },
) {
  const { request, hold, step, vendor, grave } = props;
  const { say, language, csrf } = request;
  return (
    <Form action={withLanguage(`${holdPath(hold.id)}/${step}`, language)} csrf={csrf}>
      {vendor && <input type="hidden" name="vendor" value={vendor.id} />}
      <button
        type="submit"
        class={grave ? 'grave' : 'quiet'}
        aria-label={vendor && say('legal.step-vendor-label', { vendor: vendor.recipient })}
      >
        {say(`legal.step-${step}`)}
      </button>
    </Form>
  );
}
