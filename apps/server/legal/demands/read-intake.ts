import { INSTRUMENT_TYPES, ISSUER_CLASSES, isPlainDate, type PlainDate } from '@commonkey/program';
import {
  type Dated,
  GAGS,
  type Gag,
  NOT_LISTED,
  RECEIVED_BY,
  SELECTORS,
  TOUCHES,
} from '../../store/tables/demands.ts';
import type { FormFaults } from '../wish.ts';
import { DEMAND_CLASSES, type IntakeForm, ITEM_BLOCKS } from './bodies.ts';
import { absurd, absurdOfItem, contradictions } from './paper-days.ts';
import type { DemandWish, ItemWish } from './register.ts';
import { LONGEST_TEXT, PAPER_LINES } from './sealed.ts';

type Read = { wish: Omit<DemandWish, 'holds'> | null; faults: FormFaults };

const oneOf = <T extends string>(list: readonly T[], value: string | undefined): T | undefined =>
  list.find((one) => one === value);

/**
 * Reads a demand off the intake form. What the paper does not say may be missing; what city hall itself knows (how and when it
 * came, what it is, who was served) may not. Faults by field.
 */
export function readIntake(form: IntakeForm, today: PlainDate): Read {
  const faults: Record<string, string> = {};
  const day = (field: string) => readDay(form, faults, field, today);
  const chosen = <T extends string>(field: string, list: readonly T[]): T | undefined => {
    const value = oneOf(list, form[field]);
    if (value === undefined) faults[field] = 'demand-choice-missing';
    return value;
  };
  const receivedOn = day('received');
  if (receivedOn === null) faults.received = 'demand-received-missing';
  else if (faults.received) faults.received = RECEIVED_FAULT[faults.received] ?? faults.received;
  else if (!faults.received && receivedOn > today) faults.received = 'demand-received-future';
  const receivedBy = chosen('by', RECEIVED_BY);
  const instrument = chosen('instrument', INSTRUMENT_TYPES);
  const issuer = chosen('issuer', [...ISSUER_CLASSES, NOT_LISTED]);
  const gag = chosen('gag', GAGS);
  const { custodian } = form;
  if (custodian === undefined) faults.custodian = 'demand-choice-missing';
  const days: Record<Dated, PlainDate | null> = {
    issued: day('day-issued'),
    service: day('day-service'),
    return: day('day-return'),
    objection: day('day-objection'),
    hearing: day('day-hearing'),
  };
  const gagUntil = gag === 'none' ? null : day('gagUntil');
  const wrong = contradictions({ ...days, received: receivedOn });
  for (const [which, code] of Object.entries(wrong)) faults[`day-${which}`] ??= code;
  const over = gagFault(gag, gagUntil, [today, receivedOn]);
  if (over !== null) faults.gagUntil ??= over;
  const items = readItems(form, faults, day);
  const lines: Record<string, string> = {};
  for (const line of PAPER_LINES) {
    const text = (form[`line-${line}`] ?? '').trim();
    if (text.length > 300) faults[`line-${line}`] = 'demand-text-too-long';
    if (text !== '') lines[line] = text;
  }
  if (form.keep === undefined) faults.keep = 'demand-choice-missing';
  const whole = receivedOn && receivedBy && instrument && issuer && gag && custodian;
  if (!whole || Object.keys(faults).length > 0) return { wish: null, faults };
  return {
    faults,
    wish: {
      id: form.id ?? '',
      matter: form.matter?.trim() || null,
      receivedOn,
      receivedBy,
      instrument,
      issuer,
      custodian,
      issuedOn: days.issued,
      serviceOn: days.service,
      returnOn: days.return,
      objectionOn: days.objection,
      hearingOn: days.hearing,
      gag,
      gagUntil,
      items,
      lines,
    },
  };
}

/** The one item of a form that adds to a demand; null where nothing of it is filled in. */
export function readItem(form: IntakeForm, today: PlainDate): { wish: ItemWish | null; faults: FormFaults } {
  const faults: Record<string, string> = {};
  const [wish = null] = readItems(form, faults, (field) => readDay(form, faults, field, today), 1);
  return { wish, faults };
}

/**
 * An order of silence ends by itself after its last day, and then the demand may be made public. One whose last day is over before it
 * is written down would silence nothing at all: so a mistyped year does not come in as an order that has ended.
 */
export const gagFault = (
  gag: Gag | undefined,
  until: PlainDate | null,
  notBefore: readonly (PlainDate | null)[],
): 'demand-gag-over' | null =>
  gag === 'ordered' && until !== null && notBefore.some((day) => day !== null && until < day)
    ? 'demand-gag-over'
    : null;

/** Of the one day that may not be left empty. */
const RECEIVED_FAULT: Readonly<Record<string, string>> = {
  'demand-day-unreadable': 'demand-day-missing',
  'demand-day-absurd': 'demand-day-absurd-here',
};

function readDay(
  form: IntakeForm,
  faults: Record<string, string>,
  field: string,
  today: PlainDate,
): PlainDate | null {
  const text = form[field] ?? '';
  if (text === '') return null;
  const far = /^item\d/.test(field) ? absurdOfItem : absurd;
  if (!isPlainDate(text)) faults[field] = 'demand-day-unreadable';
  else if (far(text, today)) faults[field] = 'demand-day-absurd';
  return text;
}

function readItems(
  form: IntakeForm,
  faults: Record<string, string>,
  day: (field: string) => PlainDate | null,
  blocks = ITEM_BLOCKS,
): ItemWish[] {
  const items: ItemWish[] = [];
  for (let n = 1; n <= blocks; n += 1) {
    const words = (form[`item${n}-words`] ?? '').trim();
    const classes = DEMAND_CLASSES.filter((one) => form[`item${n}-class-${one}`] === 'on');
    const touches = TOUCHES.filter((one) => form[`item${n}-touches-${one}`] === 'on');
    const [from, until] = [day(`item${n}-from`), day(`item${n}-until`)];
    const selector = oneOf(SELECTORS, form[`item${n}-selector`]) ?? 'class';
    if (words === '' && classes.length === 0 && from === null && until === null) continue;
    if (words.length > LONGEST_TEXT) faults[`item${n}-words`] = 'demand-text-too-long';
    if (classes.length === 0) faults[`item${n}-class-${DEMAND_CLASSES[0]}`] = 'demand-item-missing';
    if (from !== null && until !== null && from > until) faults[`item${n}-until`] = 'demand-span-reversed';
    items.push({ classes, from, until, selector, touches, words });
  }
  return items;
}
