import { type PlainDate, type Program, plainDateIn } from '@commonkey/program';
import type { FiledText } from '../store/tables/records.ts';
import { type Certificate, type Paper, stepOf } from './certificates.ts';
import { ruleOf } from './rule-of.ts';

/** What a certificate says besides its list; null: no rule says it any more. */
export type CertificateText = { [Fact in keyof Required<FiledText>]: Required<FiledText>[Fact] | null } & {
  /** The day of the rules that it is taken from. */
  rulesOn: PlainDate;
};

/** As it would be filed under today's rules. Null where they know nothing of this application and item. */
export function textToFile(
  paper: Pick<Paper, 'series' | 'application_no' | 'item_no'>,
  program: Program,
): FiledText | null {
  const rule = ruleOf(paper, program);
  if (!rule?.certificate) return null;
  return {
    agency: program.city.name,
    authority: rule.certificate.authority,
    basis: rule.basis,
    medium: rule.medium,
    ...(rule.approval && { commission: rule.approval.commission, scheduleOn: rule.approval.on }),
  };
}

/** As it was filed, whatever the rules have become; a draft, as it would be filed today. */
export function textOf(paper: Certificate, program: Program, at: Date): CertificateText {
  const filed = stepOf(paper, 'filed');
  if (filed?.filed_text) {
    // What a text from before both were printed does not say, today's rules do not say for it.
    const { commission = null, scheduleOn = null, ...text } = filed.filed_text;
    return { ...text, commission, scheduleOn, rulesOn: filed.moved_on };
  }
  const rule = ruleOf(paper, program);
  return {
    agency: program.city.name,
    authority: rule?.certificate?.authority ?? null,
    basis: rule?.basis ?? null,
    medium: rule?.medium ?? null,
    commission: rule?.approval?.commission ?? null,
    scheduleOn: rule?.approval?.on ?? null,
    rulesOn: plainDateIn(program.city.timeZone, at),
  };
}

/**
 * The paper that went to the commission, and the moment that its files bear: what became of it afterwards is told elsewhere, so
 * that the same bytes are handed out for good. A draft is as it stands now.
 */
export function asFiled(paper: Certificate, now: Date): { paper: Certificate; at: Date } {
  const filed = stepOf(paper, 'filed');
  // One from before texts were kept goes on with today's rules, and says of which day they are.
  if (!filed?.filed_text) return { paper, at: now };
  const [first, ...more] = paper.steps;
  const upToFiling = more.filter(({ place }) => place <= filed.place);
  return {
    paper: { ...paper, state: 'filed', steps: [first, ...upToFiling] },
    at: new Date(`${filed.moved_on}T12:00:00Z`),
  };
}
