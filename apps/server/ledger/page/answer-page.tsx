import type { Proven } from '@commonkey/ledger';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { HELD_STYLE } from '../../ui/held-style.ts';
import { Layout, withLanguage } from '../../ui/layout.tsx';
import { seriesNames } from '../../ui/series-name.ts';
import type { Checked } from '../receipts.ts';
import { Witnesses } from './ledger-page.tsx';
import { LEDGER_PATH } from './path.ts';
import { ReceiptForm } from './receipt-form.tsx';
import { spokenEvent } from './spoken-event.ts';

type Props = { context: Context; request: FastifyRequest; checked: Checked };

const COLOURS: Readonly<Record<Checked['verdict'], string>> = {
  holds: 'notice notice-leaf',
  'another-story': 'notice notice-brick',
  'another-log': 'notice notice-amber',
  'not-as-signed': 'notice notice-amber',
  unreadable: 'notice notice-amber',
  'cut-short': 'notice notice-amber',
};

/** What became of a pasted receipt, what that means, and what to do now. Nothing of it is repeated but what was proven. */
export function AnswerPage({ context, request, checked }: Props) {
  const { say, language } = request;
  const { verdict } = checked;
  // What is to be done with half a receipt is what is to be done with something else.
  const means = verdict === 'cut-short' ? 'unreadable' : verdict;
  const proven = 'proven' in checked ? checked.proven : null;
  return (
    <Layout
      say={say}
      language={language}
      languages={request.languages}
      practice={context.config.practice}
      title={say(`ledger.${means}-title`)}
      cityName={context.program.program.city.name}
      path={LEDGER_PATH}
    >
      <link rel="stylesheet" href={HELD_STYLE} />
      <div class={COLOURS[verdict]} role="status">
        <p>{say(`ledger.${verdict}`, proven ? { entry: String(proven.index) } : {})}</p>
      </div>
      <h2>{say('ledger.next')}</h2>
      <p>{say(`ledger.${means}-next`)}</p>
      {verdict === 'another-story' && (
        <p>
          <a href={`${LEDGER_PATH}/checkpoint`}>{say('ledger.checkpoint-link')}</a>
        </p>
      )}
      {proven && <Written {...{ context, request, proven }} />}
      <section aria-labelledby="again">
        <h2 id="again">{say('ledger.again')}</h2>
        <ReceiptForm request={request} missing={false} />
      </section>
      <p class="aside">
        <a href={withLanguage(LEDGER_PATH, language)}>{say('ledger.back')}</a>
      </p>
    </Layout>
  );
}

/** What was committed to, where the receipt says, and who else signed for it. */
function Written({ context, request, proven }: Omit<Props, 'checked'> & { proven: Proven }) {
  const { say, language } = request;
  const event = proven.opening?.event;
  const sentence =
    event && spokenEvent(event, { say, language }, seriesNames(context.program.program, language));
  return (
    <section aria-labelledby="written">
      <h2 id="written">{say('ledger.written-title')}</h2>
      {event ? (
        <>
          <p>{sentence ?? say('ledger.kind-unknown')}</p>
          <h3 id="facts">{say('ledger.word-for-word')}</h3>
          <DataTable
            labelledBy="facts"
            heads={[say('ledger.fact'), say('ledger.value')]}
            rows={Object.keys(event)
              .sort()
              .map((name) => ({
                key: name,
                cells: [
                  <code class="word-for-word">{name}</code>,
                  <code class="word-for-word">{event[name] === null ? '–' : String(event[name])}</code>,
                ],
              }))}
          />
        </>
      ) : (
        <p>{say('ledger.sealed')}</p>
      )}
      {proven.cosignatures.length > 0 && (
        <>
          <h3>{say('ledger.witnesses')}</h3>
          <Witnesses names={proven.cosignatures} />
        </>
      )}
    </section>
  );
}
