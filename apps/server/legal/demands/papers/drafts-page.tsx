import type { Session, Visit } from '../../../staff/service.ts';
import { Form } from '../../../ui/form.tsx';
import { withLanguage } from '../../../ui/layout.tsx';
import { LegalFrame } from '../../frame.tsx';
import { Act } from '../act-form.tsx';
import { demandPath } from '../paths.ts';
import type { DemandView } from '../view.ts';
import type { Draft } from './drafts.ts';

type Props = Visit & {
  session: Session;
  demand: DemandView;
  /** Null until somebody asks: an answer is worked out, and one log line written, each time. */
  drafts: readonly Draft[] | null;
};

/** Draft texts from what a demand would get. Kept nowhere; a letter can be started from them. */
export function DraftsPage(props: Props) {
  const { request, demand, drafts } = props;
  const { say, language } = request;
  const { row } = demand;
  return (
    <LegalFrame
      {...props}
      title={say('legal.drafts-title', { matter: row.matter })}
      path={demandPath(row.id, 'drafts')}
    >
      <a class="back" href={withLanguage(demandPath(row.id), language)}>
        {say('legal.opened-back')}
      </a>
      <p class="notice">{say('exposure.privileged')}</p>
      <p class="lead">{say('legal.drafts-lead')}</p>
      {drafts === null && (
        <Act {...{ request }} demand={row.id} step="drafts" button={say('legal.drafts-button')} />
      )}
      {drafts?.map((draft) => (
        <One key={draft.kind} {...props} draft={draft} />
      ))}
    </LegalFrame>
  );
}

function One({ request, demand, draft }: Props & { draft: Draft }) {
  const { say, language, csrf } = request;
  const { kind, text, why } = draft;
  const letter = kind === 'facts' ? 'objections' : kind === 'none' ? 'response' : null;
  return (
    <section aria-labelledby={`draft-${kind}`}>
      <h2 id={`draft-${kind}`}>{say(`legal.draft-title-${kind}`)}</h2>
      {text !== null && kind === 'facts' && <p class="hint">{say('legal.draft-hint-facts')}</p>}
      {text === null ? (
        <p class="nothing">{why}</p>
      ) : (
        <blockquote class="verbatim" dir="auto">
          {text}
        </blockquote>
      )}
      {text !== null && letter !== null && demand.closedOn === null && (
        <Form action={withLanguage(demandPath(demand.row.id, 'letters/start'), language)} csrf={csrf}>
          <input type="hidden" name="letter" value={letter} />
          <input type="hidden" name="own" value={text} />
          <button type="submit" class="quiet">
            {say(`legal.draft-start-${letter}`)}
          </button>
        </Form>
      )}
      {text !== null && kind === 'register' && (
        <p>
          <a href={withLanguage(demandPath(demand.row.id, 'public'), language)}>
            {say('legal.publish-link')}
          </a>
        </p>
      )}
    </section>
  );
}
