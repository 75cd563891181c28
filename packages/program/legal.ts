import { programFault } from './codes.ts';
import { dispositionDate } from './disposition.ts';
import type { DefaultAnswer, InstrumentRule, InstrumentType, PlainDate, Program } from './types.ts';

/** What is sealed about a demand. `process`: the paper and its words. `counsel`: the privileged analysis. */
export const LEGAL_KINDS = ['process', 'counsel'] as const;
export type LegalKind = (typeof LEGAL_KINDS)[number];

type Rules = Pick<Program, 'legal' | 'series'>;

/** The rule for a kind of instrument; undefined where the city's rules do not speak of it. */
export const instrumentRule = (
  { legal }: Pick<Program, 'legal'>,
  type: InstrumentType,
): InstrumentRule | undefined => legal?.instruments.find((one) => one.type === type);

/** Whether anything may be produced under it. What the rules do not speak of compels nothing. */
export const isCompelling = (program: Pick<Program, 'legal'>, type: InstrumentType): boolean =>
  instrumentRule(program, type)?.compelling === true;

/** Who alone can issue it by the city's rules; undefined where they do not say. */
export const issuersOf = (
  program: Pick<Program, 'legal'>,
  type: InstrumentType,
): InstrumentRule['issuedBy'] | undefined => instrumentRule(program, type)?.issuedBy;

/** The answer unless counsel decides otherwise: to counsel first, where the rules do not speak of it. */
export const defaultAnswer = (program: Pick<Program, 'legal'>, type: InstrumentType): DefaultAnswer =>
  instrumentRule(program, type)?.answer ?? 'counsel-first';

/** The series of what is sealed about a demand. @throws Fault `program-legal-missing` */
export function legalSeries({ legal, series }: Rules, kind: LegalKind) {
  const name = legal?.records?.[kind];
  const found = series.find(({ id }) => id === name);
  if (!found) throw programFault('program-legal-missing');
  return found;
}

/**
 * The latest day of what is sealed about a demand: its bound from the day of receipt; nearer once the matter is closed.
 * @throws Fault `program-legal-missing`
 */
export function legalEndOf(
  program: Rules,
  kind: LegalKind,
  { receivedOn, closedOn = null }: { receivedOn: PlainDate; closedOn?: PlainDate | null },
): PlainDate {
  const facts = { receipt: receivedOn, 'matter-closed': closedOn };
  return dispositionDate(legalSeries(program, kind), facts);
}
