import type { Flow, FlowField, FlowKind, Program } from '@commonkey/program';
import type { DemandItem } from '../demand/schema.ts';
import type { RecordClass } from '../demand/vocabulary.ts';
import type { ItemAnswer } from './answer.ts';
import { isAsked } from './meant.ts';
import type { Row } from './rows.ts';

/** A copy that somebody outside has, or may have. */
export type Elsewhere = {
  readonly flow: string;
  /** The body by its public name; null: any that is of this kind. */
  readonly recipient: string | null;
  readonly kind: FlowKind | 'helper';
  /** Something of people. `yes`: counted among the city's own; `unknown`: what they keep is theirs to say. */
  readonly holds: 'yes' | 'no' | 'unknown';
  /** Whether the item asks for what goes there. */
  readonly asked: boolean;
  /** Null: cannot be determined here. */
  readonly people: number | null;
};

/** What of people can be in it; what is about nobody has none. */
const TELLS: Readonly<Record<FlowField, readonly RecordClass[]>> = {
  'numbers-of-nobody': [],
  'serials-of-blanks': [],
  counts: [],
  'ledger-checkpoint': [],
  'addressed-envelope': ['contact'],
  'mail-address': ['contact'],
  'telephone-number': ['contact'],
  'that-there-is-news': ['contact'],
  'sealed-bytes': ['application', 'papers', 'pictures', 'contact'],
  'rows-without-names': ['application', 'card-record'],
};

/** What somebody who helps another apply sees, and may have kept. */
const SEEN_BY_HELPERS: readonly RecordClass[] = ['application', 'papers', 'pictures', 'contact'];

/**
 * Organisations that help people apply. The city shares nothing with them, so no register names them; what they copied on the way
 * they can be served for.
 */
const helpers = (records: DemandItem['records']): Elsewhere => ({
  ...{ flow: 'helpers', recipient: null, kind: 'helper', holds: 'unknown', people: null },
  asked: SEEN_BY_HELPERS.some((one) => isAsked(records, one)),
});

/**
 * Copies that others have of what an item asks for, by the sharing register: they can be served themselves, and the city hears of it or
 * not. Null: these rules have no register, so nobody can say.
 */
export function elsewhere(
  { sharing }: Pick<Program, 'sharing'>,
  { records }: Pick<DemandItem, 'records'>,
  { rows }: Pick<ItemAnswer, 'rows'>,
): Elsewhere[] | null {
  if (sharing === undefined) return null;
  const sent = sharing.flows.map(({ id: flow, recipient, kind, fields }): Elsewhere => {
    const classes = fields.flatMap((field) => TELLS[field]);
    const asked = classes.some((one) => isAsked(records, one));
    if (classes.length === 0) return { flow, recipient, kind, holds: 'no', asked, people: 0 };
    const there = rows.filter((row) => row.asked === asked && liesAt(kind, row)).map(peopleOf);
    const people = Math.max(0, ...there);
    return people > 0
      ? { flow, recipient, kind, holds: 'yes', asked, people }
      : { flow, recipient, kind, holds: 'unknown', asked, people: null };
  });
  return [...sent, helpers(records)];
}

const peopleOf = ({ people: { yes, reading, unknown } }: Row): number => yes + reading + unknown;

/** What the city itself keeps at somebody's. What anybody else was sent, nobody counted. */
function liesAt(kind: Flow['kind'], { form }: Row): boolean {
  if (form === 'physical') return false;
  if (kind === 'database') return true;
  return kind === 'blob-store' && form !== 'readable' && form !== 'fingerprint';
}
