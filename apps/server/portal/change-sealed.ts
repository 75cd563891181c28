import { Fault, isFault } from '@commonkey/words';
import type { Context } from '../context.ts';
import type { Reader, Writer } from '../store/store.ts';
import type { RecordHead, Vault, VaultKind } from '../vault/vault.ts';
import type { PortalCode } from './errors.ts';
import { lockApplication } from './lock.ts';
import { sealThenWrite } from './seal-then-write.ts';
import { type Application, applicationNow } from './session.ts';

/** How an application stood when it was looked at: read under no lock, so true only until the lock finds otherwise. */
export type Seen = { row: Application; heads: readonly RecordHead[] };

/** @template P what was made ready before the lock */
export type Change<P> = {
  /** What it is made of and takes the place of: what lives of these kinds ends with it, and may not have changed before. */
  kinds: readonly VaultKind[];
  /** Whether things stand so that it may be made. Asked before anything is opened, and again under the lock. */
  may(seen: Seen): boolean;
  /** Opens and seals: slow, so under no lock, and run again where another was faster. null: there is nothing to change. */
  prepare(seen: Seen, seal: Vault['seal']): Promise<P | null>;
  /**
   * Under the lock. A throw takes everything back.
   * @returns ids of records that end besides; `changed` where something else that it was made of is no more
   */
  write(tx: Writer, row: Application, ready: P): Promise<readonly string[] | 'changed'>;
};

/** Each time that one is beaten another was kept: whoever is beaten so often is not somebody with a few tabs. */
const TRIES = 8;

/**
 * Whatever the portal seals of an application that is there, it seals through here. Between reading and writing any other
 * request may write, end or take back. So what was read is compared under the lock with what lives, and where it is not the
 * same everything is made once more out of what lives now: nothing that was acknowledged is lost under what an earlier page
 * read, and nothing that was destroyed is sealed again.
 *
 * Faults of the key process, the disk and the database come through, and nothing was changed then; `portal-not-now` where
 * others were faster each time.
 * @returns false where `may` says no or nothing was to change
 */
export async function changeSealed<P>(
  context: Context,
  application: string,
  change: Change<P>,
): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const outcome = await changeOnce(context, application, change);
    if (outcome !== 'changed') return outcome === 'done';
  }
  throw new Fault<PortalCode>('portal-not-now');
}

type Outcome = 'done' | 'refused' | 'changed';

async function changeOnce<P>(context: Context, application: string, change: Change<P>): Promise<Outcome> {
  const seen = await look(context, context.store.read, application);
  if (!seen || !change.may(seen)) return 'refused';
  return sealThenWrite(context, async (seal, keep): Promise<Outcome> => {
    const ready = await prepared(context, change, seen, seal);
    if (ready === 'changed') return 'changed';
    if (ready === null) return 'refused';
    let not: Outcome = 'changed';
    const kept = await keep(async (tx) => {
      const row = await lockApplication(tx, application);
      const now = row && { row, heads: await context.vault.heads(tx, application) };
      if (!now || !isSame(change, seen, now)) return null;
      if (!change.may(now)) {
        not = 'refused';
        return null;
      }
      const besides = await change.write(tx, row, ready.made);
      if (besides === 'changed') return null;
      const ids = [...livingOf(change, now).map(({ id }) => id), ...besides];
      return { ends: ids.length === 0 ? null : { application, ids } };
    });
    return kept ? 'done' : not;
  });
}

async function prepared<P>(
  context: Context,
  change: Change<P>,
  seen: Seen,
  seal: Vault['seal'],
): Promise<{ made: P } | 'changed' | null> {
  try {
    const made = await change.prepare(seen, seal);
    return made === null ? null : { made };
  } catch (error) {
    // What another request ended while this one opened it is no fault to tell anybody of.
    const now = isFault(error) && (await look(context, context.store.read, seen.row.id));
    if (isFault(error) && !(now && isSame(change, seen, now))) return 'changed';
    throw error;
  }
}

async function look({ vault }: Context, read: Reader, id: string): Promise<Seen | undefined> {
  const row = await applicationNow(read, id);
  return row && { row, heads: await vault.heads(read, id) };
}

/** A date that came nearer is an end that a hold put off: what it is of may not be made anew either. */
function isSame<P>(change: Change<P>, before: Seen, now: Seen): boolean {
  const mark = (seen: Seen) => {
    const living = livingOf(change, seen).map(({ id, endsOn }) => [id, endsOn]);
    return JSON.stringify([seen.row.state, seen.row.first_reviewer, living]);
  };
  return mark(before) === mark(now);
}

const livingOf = <P>({ kinds }: Change<P>, { heads }: Seen): RecordHead[] =>
  heads.filter(({ kind, ending }) => kinds.includes(kind) && !ending);
