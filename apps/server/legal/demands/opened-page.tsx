import type { LegalKind } from '@commonkey/program';
import type { Session, Visit } from '../../staff/service.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { LegalFrame } from '../frame.tsx';
import { momentWords } from '../words-of.ts';
import { Act } from './act-form.tsx';
import { demandPath } from './paths.ts';
import { PAPER_LINES, type SealedEntry } from './sealed.ts';
import type { DemandView } from './view.ts';

type Props = Visit & {
  session: Session;
  demand: DemandView;
  kind: LegalKind;
  entries: readonly SealedEntry[];
};

/** What is sealed about a demand, opened for one law officer, the oldest first. It is in no cache and no history. */
export function OpenedPage(props: Props) {
  const { context, request, demand, kind, entries } = props;
  const { say, language } = request;
  return (
    <LegalFrame {...props} title={say(`legal.sealed-${kind}`)} path={demandPath(demand.row.id)}>
      <a class="back" href={withLanguage(demandPath(demand.row.id), language)}>
        {say('legal.opened-back')}
      </a>
      <p class="notice notice-amber">{say(`legal.opened-${kind}`)}</p>
      {entries.length === 0 && <p class="nothing">{say('legal.opened-nothing')}</p>}
      {entries.map((entry) => (
        <section key={entry.at}>
          <h2>{momentWords(context, request, new Date(entry.at))}</h2>
          <Entry {...props} entry={entry} />
        </section>
      ))}
    </LegalFrame>
  );
}

function Entry({ request, entry, demand }: Props & { entry: SealedEntry }) {
  const { say } = request;
  if (entry.is === 'paper') return <Paper {...{ request, entry }} />;
  if (entry.is === 'item')
    return (
      <>
        <h3>{say('legal.intake-item', { n: entry.place })}</h3>
        <blockquote class="verbatim" dir="auto">
          {entry.words === '' ? say('legal.opened-no-words') : entry.words}
        </blockquote>
      </>
    );
  if (entry.is === 'covered-scan') return <p>{say('legal.opened-covered')}</p>;
  if (entry.is !== 'scan')
    return (
      <p class="verbatim" dir="auto">
        {entry.text}
      </p>
    );
  const all = entry.jpegs.length;
  return (
    <div class="button-row">
      {entry.jpegs.map((jpeg, at) => (
        <Act
          key={jpeg.slice(-64)}
          request={request}
          demand={demand.row.id}
          step="open-scan"
          hidden={{ at: entry.at, page: String(at + 1) }}
          button={say('legal.scan-page', { n: at + 1, all })}
        />
      ))}
    </div>
  );
}

function Paper({
  request: { say },
  entry,
}: Pick<Props, 'request'> & { entry: Extract<SealedEntry, { is: 'paper' }> }) {
  return (
    <>
      <dl class="hold-facts">
        {PAPER_LINES.flatMap((line) => {
          const text = entry.lines[line];
          return text === undefined
            ? []
            : [
                <div key={line}>
                  <dt>{say(`legal.line-${line}`)}</dt>
                  <dd dir="auto">{text}</dd>
                </div>,
              ];
        })}
      </dl>
      {entry.items.map((words, at) => (
        <section key={words}>
          <h3>{say('legal.intake-item', { n: at + 1 })}</h3>
          <blockquote class="verbatim" dir="auto">
            {words === '' ? say('legal.opened-no-words') : words}
          </blockquote>
        </section>
      ))}
    </>
  );
}
