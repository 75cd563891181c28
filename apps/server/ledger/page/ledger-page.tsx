import { type VerifierKey, verifierKey } from '@commonkey/ledger';
import { type Speak, wordDay } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { HELD_STYLE } from '../../ui/held-style.ts';
import { PublicPage } from '../../ui/public-page.tsx';
import type { Newest } from '../newest.ts';
import { type HeldAgainst, OpenEntries } from './open-entries.tsx';
import { LEDGER_PATH } from './path.ts';
import { ReceiptForm } from './receipt-form.tsx';

export type LedgerPageProps = {
  context: Context;
  request: FastifyRequest;
  vkey: VerifierKey;
  newest: Newest | null;
  said: readonly HeldAgainst[];
  /** The form was sent with nothing in it. */
  missing?: boolean;
};

/** What the ledger is for, a place to check a receipt, what is open to all, and how to do without this page. */
export function LedgerPage(props: LedgerPageProps) {
  const { context, request, newest, said, missing = false } = props;
  const { say } = request;
  return (
    <PublicPage {...{ context, request }} title="ledger.title" path={LEDGER_PATH} failed={missing}>
      <link rel="stylesheet" href={HELD_STYLE} />
      <p class="lead">{say('ledger.lead')}</p>
      <p>{say('ledger.sealed-all')}</p>
      <section aria-labelledby="check">
        <h2 id="check">{say('ledger.check-title')}</h2>
        <ReceiptForm {...{ request, missing }} />
      </section>
      <Now {...props} newest={newest} />
      <Alone {...props} />
      <OpenEntries {...{ request, said }} />
    </PublicPage>
  );
}

function Now({ context, request: { say, language }, newest }: LedgerPageProps) {
  if (!newest) return <p class="notice">{say('ledger.empty')}</p>;
  const { timeZone } = context.program.program.city;
  const { checkpoint, cosignatures, hour } = newest;
  const entries = new Intl.NumberFormat(`${language}-u-nu-latn`).format(checkpoint.size);
  return (
    <section aria-labelledby="now">
      <h2 id="now">{say('ledger.now-title')}</h2>
      <dl class="facts">
        <div>
          <dt>{say('ledger.entries')}</dt>
          <dd>
            <strong class="number">{entries}</strong> {say('ledger.filler')}
          </dd>
        </div>
        {hour && (
          <div>
            <dt>{say('ledger.signed')}</dt>
            <dd>{wordHour(say, language, timeZone, hour)}</dd>
          </div>
        )}
        <div>
          <dt>{say('ledger.witnesses')}</dt>
          <dd>{cosignatures.length === 0 ? say('ledger.no-witness') : <Witnesses names={cosignatures} />}</dd>
        </div>
      </dl>
    </section>
  );
}

export function Witnesses({ names }: { names: readonly { witness: string }[] }) {
  return (
    <ul class="lines">
      {names.map(({ witness }) => (
        <li key={witness}>
          <code class="word-for-word">{witness}</code>
        </li>
      ))}
    </ul>
  );
}

/** The full hour where the city is, and which zone that is: in autumn one hour comes twice. */
function wordHour(say: Speak, language: string, timeZone: string, at: Date): string {
  // As ISO 8601 writes them, whatever the language of the page.
  const day = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone }).format(at);
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone }).format(at);
  return say('ledger.hour', { day: wordDay(language, day), time, zone: zoneOf(timeZone, at) });
}

/** As computers and papers write it, in any language: "America/Chicago, UTC−6". */
function zoneOf(timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en', { timeZoneName: 'shortOffset', timeZone }).formatToParts(at);
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const ahead = offset.replace('GMT', 'UTC').replace('-', '\u2212');
  // U+2066 and U+2069: left to right also where the page is not.
  return `\u2066${timeZone === 'UTC' ? ahead : `${timeZone}, ${ahead}`}\u2069`;
}

function Alone({ context, request: { say }, vkey }: LedgerPageProps) {
  const { origin } = context.config.origins.public;
  return (
    <section aria-labelledby="alone">
      <h2 id="alone">{say('ledger.alone-title')}</h2>
      <p>{say('ledger.alone')}</p>
      <Verbatim text={`npx commonkey ledger verify ${origin}${LEDGER_PATH}`} />
      <p>{say('ledger.alone-key')}</p>
      <Verbatim text={verifierKey(vkey)} />
      <p>
        {say('ledger.alone-keep')} <a href={`${LEDGER_PATH}/checkpoint`}>{say('ledger.checkpoint-link')}</a>
      </p>
      <p>
        {say('ledger.alone-guide')} <code class="word-for-word">docs/guides/auditor.md</code>
      </p>
    </section>
  );
}

/** Left to right on every page, and broken wherever a phone ends. */
export function Verbatim({ text }: { text: string }) {
  return (
    <p class="verbatim" dir="ltr">
      <code>{text}</code>
    </p>
  );
}
