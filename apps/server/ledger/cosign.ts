import { addCheckpointBody, tileTree, verifyCosignatures, withCosignatures } from '@commonkey/ledger';
import type { Witness } from '../config/witnesses.ts';
import type { Context } from '../context.ts';
import { hearClock } from '../holds/second-word.ts';
import { type LogFiles, publishedTree } from './log-files.ts';

const PATIENCE_MS = 10_000;
const SIZE = /^(0|[1-9][0-9]{0,14})\n?$/;

/**
 * Shows the published checkpoint to each witness, with the proof that the log only grew since the one it saw last, and puts
 * their signatures under it (C2SP tlog-witness, "add-checkpoint"). A witness that is away, or says no, stops nothing: each is
 * logged by a code of its own, and asked again with the next checkpoint.
 * @param seen size that a witness is thought to have seen; it says so where it is another
 */
export async function cosign(
  { witnesses, log, clock }: Pick<Context, 'witnesses' | 'log' | 'clock'>,
  files: LogFiles,
  seen: number,
): Promise<void> {
  for (const witness of witnesses) {
    const note = await files.note();
    if (note === null) return;
    try {
      const answer = await ask(witness, files, note, seen);
      const signed = await withCosignatures(note, answer, [witness.key]);
      if (signed === note) log({ event: 'fault', code: 'witness-signature-wrong' });
      else {
        await files.publish(signed);
        // What it signs says when: a clock that is not this machine's.
        for (const { time } of await verifyCosignatures(signed, [witness.key]))
          hearClock({ clock, log }, new Date(time * 1000));
      }
    } catch (error) {
      log({ event: 'fault', code: error instanceof Refused ? 'witness-refused' : 'witness-away' });
    }
  }
}

async function ask({ url }: Witness, files: LogFiles, note: string, seen: number): Promise<string> {
  const first = await post(url, await bodyFor(files, note, seen));
  if (first.status !== 409) return answerOf(first);
  // It has seen another size, and says which.
  const size = Number(SIZE.exec(await first.text())?.[1] ?? Number.NaN);
  return answerOf(await post(url, await bodyFor(files, note, size)));
}

async function bodyFor(files: LogFiles, note: string, old: number): Promise<string> {
  const size = publishedTree(note)?.size ?? 0;
  const proof = old === 0 || old === size ? [] : await tileTree(size, files.read).proveConsistency(old);
  return addCheckpointBody(old, proof, note);
}

function post(url: string, body: string): Promise<Response> {
  return fetch(`${url}/add-checkpoint`, {
    method: 'POST',
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
}

async function answerOf(response: Response): Promise<string> {
  if (response.ok) return response.text();
  const { status } = response;
  // It is there and says no: it saw another ledger under this key, or does not know this one.
  throw new ([400, 403, 404, 409, 422].includes(status) ? Refused : RangeError)(
    `a witness answered ${status}`,
  );
}

class Refused extends Error {}
