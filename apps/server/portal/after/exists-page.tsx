import type { PlainDate } from '@commonkey/program';
import { DataTable } from '../../ui/data-table.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { type RecordHead, VAULT_KINDS, type VaultKind } from '../../vault/vault.ts';
import { PortalFrame } from '../frame.tsx';
import { BesideTable } from './beside.tsx';
import { CounselWords } from './counsel.tsx';
import { AppealMovesDays, type OwnDays } from './moves-days.tsx';
import { EXISTS_PATH, FOLLOW_PATH } from './paths.ts';
import { byTheRule } from './stands.ts';
import { untilWords } from './waits.ts';

export type ExistsProps = OwnDays & {
  /** Of the law department. */
  said: string | null;
  /** One person has both halves of this one's key, as its own row says. */
  withOne: boolean;
  /** The last day of any message that is due. */
  noticesUntil: string | null;
  /** `deskCopyHours` */
  deskHours: number | null;
  /** `shownOf` */
  shown: readonly RecordHead[];
  /** `lostKinds` */
  lost: ReadonlySet<VaultKind>;
};

/**
 * What the rules keep, and what waits for its certificate.
 * @param awaiting `awaitingOf`
 */
export function shownOf(
  heads: readonly RecordHead[],
  on: PlainDate,
  awaiting: ReadonlySet<string>,
): RecordHead[] {
  const there = new Set(byTheRule(heads, on));
  return heads.filter((head) => there.has(head) || awaiting.has(head.id));
}

/** What exists about the reader and when it dies: out of the same rows that the destroyer reads. */
export function ExistsPage(props: ExistsProps) {
  const { context, request, session, said, withOne, noticesUntil, deskHours, shown, lost } = props;
  const { say, language } = request;
  const draft = session.application.state === 'draft';
  const { program } = context.program;
  const opens = (kind: VaultKind): string => {
    if (lost.has(kind)) return say('after.opens-lost');
    const one = withOne && TWO_LATER.includes(kind) ? [say('after.opens-one')] : [];
    return [say(`after.opens-${kind}`, { order: say('after.opens-order') }), ...one].join(' ');
  };
  return (
    <PortalFrame
      {...{ context, request, session }}
      title={say('after.exists-title')}
      path={EXISTS_PATH}
      back={draft ? '/apply/next' : FOLLOW_PATH}
    >
      <p class="lead">{say('after.exists-lead')}</p>
      {lost.size > 0 && (
        <div class="notice notice-amber">
          <p>{say(draft ? 'fault.portal-keys-lost' : 'after.keys-lost-lead')}</p>
          <p>
            <a href={withLanguage('/apply', language)}>{say('after.keys-lost-again')}</a>
          </p>
        </div>
      )}
      <h2 id="sealed">{say('after.exists-sealed')}</h2>
      <p>{say('after.exists-sealed-note')}</p>
      {shown.length === 0 ? (
        <p>{say('after.exists-none')}</p>
      ) : (
        <DataTable
          labelledBy="sealed"
          heads={[say('after.exists-what'), say('after.exists-who'), say('after.exists-until')]}
          rows={kindsOf(shown).map(({ kind, endsOn }) => ({
            key: kind,
            cells: [say(`after.kind-${kind}`), opens(kind), untilWords(request, program, kind, endsOn)],
          }))}
        />
      )}
      {deskHours !== null && <p>{say('after.desk-copy', { hours: deskHours })}</p>}
      {lost.size === 0 && <AppealMovesDays {...props} />}
      <h2 id="beside">{say('after.exists-beside')}</h2>
      <p>{say('after.exists-beside-note')}</p>
      <BesideTable {...{ request, noticesUntil, program }} application={session.application} />
      <CounselWords {...{ request, said }} />
      <p>{say('after.exists-law')}</p>
      <p>
        <a href={withLanguage('/what-we-hold', language)}>{say('after.exists-all')}</a>
      </p>
    </PortalFrame>
  );
}

/** Kinds that two officers open after the decision, where one has not both halves. */
const TWO_LATER: readonly string[] = ['papers', 'card'];

/** One line a kind, with its last day: how many pictures there are is nobody's business on a screen. */
function kindsOf(heads: readonly RecordHead[]): { kind: VaultKind; endsOn: string }[] {
  return VAULT_KINDS.flatMap((kind) => {
    const days = heads.filter((head) => head.kind === kind).map(({ endsOn }) => endsOn);
    const last = days.sort().at(-1);
    return last === undefined ? [] : [{ kind, endsOn: last }];
  });
}
