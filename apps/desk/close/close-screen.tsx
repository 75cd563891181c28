import type { Program, Series } from '@commonkey/program';
import type { SignedStatement } from '@commonkey/shift';
import { isFault, type Speak } from '@commonkey/words';
import { useEffect, useState } from 'preact/hooks';
import type { Shown } from '../codes.ts';
import { useKeys } from '../page/keys.ts';
import { Act, Problem, Screen } from '../page/kit.tsx';
import { shownOf } from '../page/shown.ts';
import type { LiveShift } from '../shift/live-shift.ts';
import {
  type Copies,
  closeShift,
  keepCopies,
  storedClosing,
  storedCopies,
  synchronise,
} from './close-shift.ts';
import { askDisposal, type DisposalAnswer, hiddenCopies } from './hidden-copies.ts';
import { reconcile } from './reconcile.ts';

/** Reconciled, signed, hidden copies dealt with, synchronised: in this order, each with one key. */
export function CloseScreen(props: {
  live: LiveShift;
  program: Program;
  say: Speak;
  sayProgram: Speak;
  signIn: () => Promise<void>;
  /** City hall has it all; `second`: numbers of cards of this shift that were second ones, and are ended. */
  synced: (second: readonly string[]) => void;
  back: () => void;
}) {
  const { live, say } = props;
  const [signed, setSigned] = useState<SignedStatement | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const [busy, setBusy] = useState(false);
  const [answers, setAnswers] = useState<Readonly<Record<string, DisposalAnswer>>>({});
  const [done, setDone] = useState<Copies>({});
  const copies = hiddenCopies(props.program);
  const sum = reconcile(live.record.offer.places.length, live.tally());

  useEffect(() => {
    Promise.all([storedClosing(live), storedCopies(live)]).then(
      ([found, settled]) => {
        if (found) setSigned(found);
        setDone(settled);
      },
      (error: unknown) => setShown(shownOf(error)),
    );
  }, [live]);

  const run = (work: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setShown(null);
    work()
      .catch((error: unknown) => setShown(shownOf(error)))
      .finally(() => setBusy(false));
  };
  const sign = () => run(async () => setSigned(await closeShift(live)));
  const ask = (series: Series) =>
    run(async () => {
      const answer = await askDisposal(live.record.offer.shift, series.id);
      setAnswers((before) => ({ ...before, [series.id]: answer }));
    });
  const settle = (series: Series) => {
    const how = answers[series.id] === 'yes' ? 'destroyed' : 'sealed';
    run(async () => {
      const next: Copies = { ...done, [series.id]: how };
      await keepCopies(live, next);
      setDone(next);
    });
  };
  const next = copies.find((series) => done[series.id] === undefined);
  const send = () =>
    run(async () => {
      if (!signed) return;
      try {
        props.synced(await synchronise(live, signed));
      } catch (error) {
        if (!isFault(error) || error.code !== 'desk-sign-in-needed') throw error;
        await props.signIn();
        props.synced(await synchronise(live, signed));
      }
    });
  const enter = () => {
    if (!signed) return sum.adds ? sign() : undefined;
    if (!next) return send();
    if (answers[next.id] === undefined) return ask(next);
    return settle(next);
  };
  useKeys({ Enter: enter, ...(signed ? {} : { Escape: props.back }) });

  const label = !signed
    ? say('close.sign')
    : !next
      ? say('close.synchronise')
      : answers[next.id] === undefined
        ? say('close.ask', { series: props.sayProgram(`series.${next.id}`) })
        : say(answers[next.id] === 'yes' ? 'close.destroyed' : 'close.sealed', {
            series: props.sayProgram(`series.${next.id}`),
          });
  return (
    <Screen
      name={signed ? (next ? 'close-copies' : 'close-sync') : 'close'}
      title={say(signed ? (next ? 'close.copies-title' : 'close.sync-title') : 'close.title')}
      lead={say(signed ? (next ? 'close.copies-lead' : 'close.sync-lead') : 'close.lead')}
      actions={
        <>
          <Act
            hotkey="Enter"
            kind="main"
            label={label}
            act={enter}
            disabled={busy || (!signed && !sum.adds)}
          />
          {signed ? null : <Act hotkey="Esc" label={say('act.back')} act={props.back} />}
        </>
      }
    >
      <Problem say={say} shown={shown} />
      {signed ? null : (
        <table class="reconciliation">
          <caption>{say('close.sum')}</caption>
          <tbody>
            {(['issued', 'spoiled', 'void', 'unused'] as const).map((name) => (
              <tr key={name}>
                <th scope="row">{say(`close.${name}`)}</th>
                <td class="number" data-sum={name}>
                  {sum[name]}
                </td>
              </tr>
            ))}
            <tr class="total">
              <th scope="row">{say('close.received')}</th>
              <td class="number" data-sum="received">
                {sum.received}
              </td>
            </tr>
          </tbody>
        </table>
      )}
      {signed ? null : (
        <p class={sum.adds ? 'sum good' : 'sum'}>
          {say(sum.adds ? 'close.adds' : 'close.does-not-add', { pending: sum.pending })}
        </p>
      )}
      {signed ? (
        <ul class="checks">
          {copies.map((series) => (
            <li key={series.id} data-copy={series.id} aria-current={series === next ? 'step' : undefined}>
              <span aria-hidden="true">{done[series.id] ? '✓' : '○'}</span>
              <span>
                <strong>{props.sayProgram(`series.${series.id}`)}</strong>
                <br />
                {say(`close.answer-${answers[series.id] ?? 'not-asked'}`)}
              </span>
              {done[series.id] ? <span class="badge">{say(`close.is-${done[series.id]}`)}</span> : <span />}
            </li>
          ))}
        </ul>
      ) : null}
      <p class="hint">{say('close.name', { name: live.record.offer.shift.slice(0, 8) })}</p>
      {signed ? <p class="hint">{say('close.kept-until')}</p> : null}
    </Screen>
  );
}
