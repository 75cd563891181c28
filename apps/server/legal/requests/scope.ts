import { createHash } from 'node:crypto';
import {
  answer,
  type Demand,
  existenceOf,
  type ItemAnswer,
  parseDemand,
  THE_CITY,
} from '@commonkey/exposure';
import { Fault } from '@commonkey/words';
import { keeperOf } from '../../keeper/client.ts';
import type { ClauseFinding, Findings } from '../../store/tables/requests.ts';
import { custodyOf, keyStates } from '../exposure/key-states.ts';
import { observedCells } from '../exposure/observed.ts';
import type { RequestsCode } from './errors.ts';
import { open, seal, sealedUntil } from './sealed.ts';
import { type Parts, takeSealedStep, todayOf } from './take-step.ts';

/** Fields of a scope that may be said in plain; what somebody named otherwise stays with the sealed scope. */
const SAYABLE = [
  'applied',
  'person',
  'paper-origin',
  'paper-kind',
  'name',
  'birth',
  'address',
  'language',
  'face',
] as const;
const sayable = (field: string): string => SAYABLE.find((one) => one === field) ?? 'other';

export const digestOf = (yaml: string): string => createHash('sha256').update(yaml).digest('hex');

/** @throws Fault `scope-unreadable` */
export function readScope(yaml: string): Demand {
  const { demand } = parseDemand(yaml);
  if (!demand) throw new Fault<RequestsCode>('scope-unreadable');
  return demand;
}

/**
 * Holds a scope against what is there today. Counts; nobody's record is opened or looked up. A row whose key is gone, as an old copy
 * brings rows back, is no record; where the key process does not say, every row counts.
 */
export async function findingsOf(
  parts: Pick<Parts, 'store' | 'program' | 'clock' | 'config'>,
  demand: Demand,
): Promise<Findings> {
  const on = todayOf(parts);
  const { program } = parts.program;
  const { read } = parts.store;
  const keys = await keyStates(keeperOf(parts), read);
  const beside = { now: parts.clock.now(), dead: keys?.dead ?? [] };
  const cells = await observedCells(read, program, on, beside);
  // How far a records request would get it is no matter here: a record that is exempt is a record all the same.
  const { items } = answer(demand, cells, THE_CITY, { documents: [] }, custodyOf(keys));
  return { on, version: program.version, items: items.map(found) };
}

function found(item: ItemAnswer): Findings['items'][number] {
  const { known, clauses, undescribed } = item;
  return {
    known,
    meant: existenceOf(item).people,
    undescribed: undescribed.length,
    clauses: clauses.map(({ field, people }): ClauseFinding => ({ field: sayable(field), ...people })),
  };
}

/** A clause of which nothing that is held says yes or no, or only somebody who opens and reads it could. */
export const isUndetermined = ({ reading, unknown }: ClauseFinding): boolean => reading + unknown > 0;

/** Of one part: of nobody is it open whether something that it asks for is there, whatever its clauses say one by one. */
export const isSettled = ({ meant, undescribed }: Findings['items'][number]): boolean =>
  meant.reading + meant.unknown === 0 && undescribed === 0;

/** Clauses on which an answer still waits. */
export const undetermined = ({ items }: Findings): ClauseFinding[] =>
  items.filter((item) => !isSettled(item)).flatMap(({ clauses }) => clauses.filter(isUndetermined));

/** A clause of a part, in a word: told of everybody; open, and nothing turns on it; open, and something does. */
export function clauseKey(item: Findings['items'][number], clause: ClauseFinding): 'told' | 'idle' | 'open' {
  if (!isUndetermined(clause)) return 'told';
  return isSettled(item) ? 'idle' : 'open';
}

/** People of whom something asked for is there, or cannot be shown not to be. */
export const peopleWith = ({ items }: Findings): number =>
  Math.max(0, ...items.map(({ meant: { yes, reading, unknown } }) => yes + reading + unknown));

/** Nothing is left open: of each part it is certain whether anything that it asks for is there. */
export const allDetermined = ({ items }: Findings): boolean => items.every(isSettled);

/**
 * Ties a scope to a request: the file sealed, its digest and what it came to in plain. The newest counts.
 * @throws Fault `scope-unreadable` | `request-over` | those of the key process
 */
export async function linkScope(parts: Parts, request: string, yaml: string, by: string): Promise<void> {
  const demand = readScope(yaml);
  const findings = await findingsOf(parts, demand);
  const row = await parts.store.read
    .selectFrom('record_requests')
    .select('received_on')
    .where('id', '=', request)
    .executeTakeFirst();
  if (!row) throw new Fault<RequestsCode>('request-unknown');
  const sealed = await seal(
    parts,
    { request, endsOn: sealedUntil(parts, row.received_on) },
    { what: 'scope', yaml },
  );
  const facts = { scope_digest: digestOf(yaml), findings };
  await takeSealedStep(parts, request, { step: 'scoped', by, sealed }, facts);
}

/** A scope, read back: what it looks for, and what that came to. */
export type ScopeToday = { digest: string; asked: Demand; findings: Findings };

/** The scope that was tied last, read back and held against today. Null where none is tied. */
export async function scopeToday(parts: Parts, request: Scoped, staffId: string): Promise<ScopeToday | null> {
  const scope = await scopeOf(parts, request, staffId);
  return scope && { ...scope, findings: await findingsOf(parts, scope.asked) };
}

type Scoped = { id: string; steps: readonly { step: string; sealed: string | null }[] };

/** What the scope that was tied last looks for. Null where none is tied. */
export async function scopeOf(
  parts: Parts,
  { id, steps }: Scoped,
  staffId: string,
): Promise<Omit<ScopeToday, 'findings'> | null> {
  const last = steps.findLast(({ step }) => step === 'scoped');
  if (!last?.sealed) return null;
  const { yaml } = await open(parts, { request: id, id: last.sealed, staffId, what: 'scope' });
  return { digest: digestOf(yaml), asked: readScope(yaml) };
}
