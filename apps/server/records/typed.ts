import { isPlainDate, type PlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { z } from 'zod';
import { WITHDRAWAL_REASONS, type WithdrawalReason } from '../store/tables/records.ts';
import type { receiveBody } from './bodies.ts';
import type { RecordsCode } from './errors.ts';
import type { ApprovedCopy } from './life.ts';

/** What somebody typed into one form, as it came. */
export type Filled = Readonly<Record<string, string>>;
/** Code by field of the form. */
export type FieldFaults = Readonly<Record<string, RecordsCode>>;
type Read<T> = { read: T; faults?: never } | { read?: never; faults: FieldFaults };

const SERIES = /^[a-z0-9-]{1,60}$/;
/** As the rules take one (`approval.item`). */
const ITEM = /^[A-Za-z0-9./-]{1,30}$/;
/** The beginning of this city's number, or all of it, as the paper prints it. */
const OWN_NUMBER = /^[0-9a-f]{8}[0-9a-f-]{0,28}$/i;
/** In figures; what parts thousands on paper may stand between them. */
const COUNT = /^(?:\d{1,9}|\d{1,3}(?:[.,’'\s]\d{3}){1,2})$/u;

export const readCount = (text: string): number | null => {
  const count = COUNT.test(text) ? Number(text.replaceAll(/\D/g, '')) : 0;
  return count > 0 ? count : null;
};

const dayFault = (text: string): RecordsCode | null =>
  text === '' ? 'certificate-field-missing' : isPlainDate(text) ? null : 'certificate-day-unreadable';

const shaped = (text: string, shape: RegExp, otherwise: RecordsCode): RecordsCode | null =>
  text === '' ? 'certificate-field-missing' : shape.test(text) ? null : otherwise;

/** What a form of one day says. @throws Fault `certificate-field-missing` | `certificate-day-unreadable` */
export function dayIn(text: string): PlainDate {
  const fault = dayFault(text);
  if (fault) throw new Fault<RecordsCode>(fault);
  return text;
}

/** What it is taken back for. @throws Fault `certificate-reason-missing` */
export function reasonIn(text: string): WithdrawalReason {
  const reason = WITHDRAWAL_REASONS.find((one) => one === text);
  if (!reason) throw new Fault<RecordsCode>('certificate-reason-missing');
  return reason;
}

/** The number, if one was given. */
export const given = (reference: string): { reference?: string } => (reference === '' ? {} : { reference });

/** Reads off the form what somebody read off the copy; every field that says nothing is named at once. */
export function readCopy(form: z.output<typeof receiveBody>): Read<Omit<ApprovedCopy, 'id'>> {
  const { series, item, from, through, disposalOn, approvedOn, reference } = form;
  const volume = readCount(form.volume);
  const found: Readonly<Record<string, RecordsCode | null>> = {
    number: shaped(form.number, OWN_NUMBER, 'certificate-own-number-unreadable'),
    series: shaped(series, SERIES, 'certificate-series-unreadable'),
    item: shaped(item, ITEM, 'certificate-item-unreadable'),
    from: dayFault(from),
    through: dayFault(through),
    volume: shaped(form.volume, COUNT, 'certificate-count-unreadable'),
    disposalOn: disposalOn === '' ? null : dayFault(disposalOn),
    approvedOn: dayFault(approvedOn),
  };
  const faults: Record<string, RecordsCode> = {};
  for (const [field, fault] of Object.entries(found)) if (fault) faults[field] = fault;
  if (volume === null) faults.volume ??= 'certificate-count-unreadable';
  if (volume === null || Object.keys(faults).length > 0) return { faults };
  const of = { number: form.number.toLowerCase(), series, item, from, through, volume };
  return { read: { ...of, approvedOn, ...(disposalOn && { disposalOn }), ...given(reference) } };
}

/** Where a form of the step shows what it could not take; whatever is not here is about the certificate as a whole. */
export const FIELD_OF: Readonly<Partial<Record<RecordsCode, Readonly<Record<string, string>>>>> = {
  'certificate-field-missing': { draft: 'through', file: 'disposalOn' },
  'certificate-day-unreadable': { draft: 'through', file: 'disposalOn' },
  'certificate-draft-too-far': { draft: 'through' },
  'certificate-nothing-due': { draft: 'through' },
  'certificate-not-needed': { draft: 'series' },
  'certificate-no-approval': { draft: 'series' },
  'certificate-filed-late': { file: 'disposalOn' },
  'certificate-filed-far': { file: 'disposalOn' },
  'certificate-date-impossible': { receive: 'approvedOn' },
  'certificate-reason-missing': { withdraw: 'why' },
  'certificate-other-number': { receive: 'number' },
  'certificate-number-used': { receive: 'reference' },
  'certificate-number-shape': { receive: 'reference', prove: 'reference' },
};
