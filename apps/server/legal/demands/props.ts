import type { PlainDate } from '@commonkey/program';
import type { Session, Visit } from '../../staff/service.ts';
import type { CountedHold, HoldView } from '../view.ts';
import type { Of } from './fields.tsx';
import type { Flag } from './flags.ts';
import type { Keeper } from './keepers.ts';
import type { DemandView } from './view.ts';

/** What the sections of a demand's page are made from. */
export type DemandProps = Visit & {
  session: Session;
  demand: DemandView;
  flags: readonly Flag[];
  /** The other instruments of its matter. */
  others: readonly DemandView[];
  /** Every hold there is. */
  holds: readonly HoldView[];
  /** Its own, with what each takes. */
  own: readonly CountedHold[];
  /** The last day of an item that intake left out, because no record here is as old; null where none was. */
  leftOut: PlainDate | null;
  /** Those of them that may still not be spoken of, though no silence is ordered. */
  stillSilent: readonly CountedHold[];
  /** What else keeps what a hold of this demand takes, by hold. */
  kept: ReadonlyMap<string, readonly Keeper[]>;
  /** Since when the public reads of it; null where it does not. */
  since: string | null;
  /** What a step just did. */
  done: string | null;
  /** One of its forms, as it was typed and not taken. */
  back?: FormBack | undefined;
};

/** @param of the item or the search that the form is about, where there is one for each */
export type FormBack = {
  step: string;
  of?: string | undefined;
  /** What its fields are called on the page, where a form of the same kind stands there more than once. */
  ids?: Readonly<Record<string, string>>;
} & Pick<Of, 'filled' | 'faults' | 'params'>;

/** What a form's fields show: empty, or what came back. */
export const fieldsOf = ({ request, back }: DemandProps, step: string, of?: string): Of =>
  back?.step === step && back.of === of
    ? { request, filled: back.filled, faults: back.faults, params: back.params }
    : { request, filled: {}, faults: {} };

export const cameBack = ({ back }: DemandProps, step: string, of?: string): boolean =>
  back?.step === step && back.of === of;

/** Why a press without fields came back, for the form itself. */
export function wrongPress(
  { request, back }: DemandProps,
  step: string,
  { of, id = step }: { of?: string; id?: string } = {},
): { id: string; text: string } | undefined {
  const code = back?.step === step && back.of === of ? back.faults[step] : undefined;
  return code === undefined ? undefined : { id, text: request.say(`fault.${code}`, back?.params) };
}
