import type { Selectable } from 'kysely';
import type { KeeperLink } from '../keeper/client.ts';
import type { Answer } from '../keeper/operations.ts';
import type { HoldsTables } from '../store/tables/holds.ts';
import { narrowedScope, placedScope, type StoredScope } from './scope.ts';
import type { RoomClock } from './steady-clock.ts';

/** A hold as the key process keeps it; times are ISO 8601 in UTC with milliseconds. */
export type MirroredHold = Answer<'vault-holds'>['holds'][number];
export type HoldRow = Selectable<HoldsTables['legal_holds']>;

/** Where holds are kept outside the database. Faults of the key process; nothing was changed then. */
export type HoldMirror = {
  /** Every hold there ever was. */
  list(): Promise<MirroredHold[]>;
  /** Durable when it resolves. @returns what is known there now, joined with what was known before */
  tell(hold: MirroredHold): Promise<MirroredHold>;
};

/** @param clock not needed where nothing is told */
export function keeperMirror(
  keeper: Pick<KeeperLink, 'ask'>,
  clock?: Pick<RoomClock, 'earliest'>,
): HoldMirror {
  return {
    async list() {
      const holds: MirroredHold[] = [];
      let after: string | null = null;
      do {
        const asked: { after?: string } = after === null ? {} : { after };
        const page: Answer<'vault-holds'> = await keeper.ask('vault-holds', asked);
        holds.push(...page.holds);
        after = page.next;
      } while (after !== null);
      return holds;
    },
    // Its age is what the key process finds by itself.
    async tell({ age: _, ...hold }) {
      const earliest = clock && { earliest: clock.earliest().toISOString() };
      return (await keeper.ask('vault-hold', { hold, ...earliest })).hold;
    },
  };
}

/** For a house without a vault. */
export const noMirror: HoldMirror = {
  list: async () => [],
  tell: async (hold) => hold,
};

/** Nobody confirmed it in time; in doubt about the time, its time does not run. */
export const hasLapsed = (
  row: Pick<HoldRow, 'confirmed_at' | 'placed_in_doubt' | 'provisional_until'>,
  now: Date,
): boolean => row.confirmed_at === null && !row.placed_in_doubt && row.provisional_until <= now;

/** @param now null: whether it has lapsed is not said */
export function asMirrored(row: HoldRow, now: Date | null): MirroredHold {
  const { confirmed_at, confirmed_by, released_at, released_by, release_asked_by } = row;
  return {
    id: row.id,
    ...placedScope(row),
    ...(row.reason === null ? {} : { reason: row.reason }),
    placedAt: row.placed_at.toISOString(),
    placedBy: row.placed_by,
    salt: Buffer.from(row.ledger_salt).toString('base64url'),
    ...(row.placed_by_salt && { bySalt: Buffer.from(row.placed_by_salt).toString('base64url') }),
    provisionalUntil: row.provisional_until.toISOString(),
    confirmed: confirmed_at && confirmed_by ? { at: confirmed_at.toISOString(), by: confirmed_by } : null,
    narrowed: narrowedScope(row),
    released:
      released_at && released_by && release_asked_by
        ? { at: released_at.toISOString(), by: released_by, askedBy: release_asked_by }
        : null,
    lapsed: now !== null && hasLapsed(row, now),
    putBackAt: null,
  };
}

/** What `hold` says more than a row does, as changes of the row. */
export function changesOf(hold: MirroredHold, row: MirroredHold | null) {
  const { provisionalUntil, confirmed, narrowed, released, reason = null, bySalt } = hold;
  return {
    ...(reason !== null && !row?.reason && { reason }),
    ...(bySalt && !row?.bySalt && { placed_by_salt: new Uint8Array(Buffer.from(bySalt, 'base64url')) }),
    ...((row === null || provisionalUntil > row.provisionalUntil) && {
      provisional_until: new Date(provisionalUntil),
    }),
    ...(confirmed &&
      confirmed.at > (row?.confirmed?.at ?? '') && {
        confirmed_at: new Date(confirmed.at),
        confirmed_by: confirmed.by,
      }),
    ...(narrowed && !row?.narrowed && narrowedColumns(narrowed)),
    ...(released &&
      !row?.released && {
        release_asked_by: released.askedBy,
        released_at: new Date(released.at),
        released_by: released.by,
      }),
  };
}

export const narrowedColumns = ({ series, from, until, channel = null }: StoredScope) => ({
  narrowed: true,
  narrowed_series: series,
  narrowed_from: from,
  narrowed_until: until,
  narrowed_channel: channel,
});

export function asRow(hold: MirroredHold) {
  return {
    id: hold.id,
    series: hold.series,
    covers_from: hold.from,
    covers_until: hold.until,
    channel: hold.channel ?? null,
    placed_at: new Date(hold.placedAt),
    placed_by: hold.placedBy,
    ledger_salt: new Uint8Array(Buffer.from(hold.salt, 'base64url')),
    provisional_until: new Date(hold.provisionalUntil),
    from_age: hold.age ?? null,
    ...changesOf(hold, null),
  };
}

/** Whether `one` says something of a hold that `other` does not. */
export function saysMore(one: MirroredHold, other: MirroredHold): boolean {
  return (
    (one.confirmed?.at ?? '') > (other.confirmed?.at ?? '') ||
    ((one.reason ?? null) !== null && !other.reason) ||
    (one.bySalt !== undefined && !other.bySalt) ||
    (one.narrowed !== null && other.narrowed === null) ||
    (one.released !== null && other.released === null) ||
    one.provisionalUntil > other.provisionalUntil
  );
}

export const isInForce = ({ released, confirmed, lapsed }: MirroredHold): boolean =>
  released === null && (confirmed !== null || !lapsed);
