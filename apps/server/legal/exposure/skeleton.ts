import { addDays, type PlainDate } from '@commonkey/program';

type Days = { from: PlainDate | null; until: PlainDate | null };

/**
 * A demand to begin from: dated today, asking for everybody’s papers of some days.
 * @param days three years if not given; null on a side that is open
 */
export const skeleton = (
  today: PlainDate,
  days: Days = { from: addDays(today, -1095), until: today },
): string => `format: commonkey-demand-1
id: matter-1
instrument:
  type: immigration-administrative-subpoena
  issuer: the authority, never an officer
  served: ${today}
  returns: ${addDays(today, 14)}
items:
  - words: what it asks for, in its own words
    subjects:
${applied(days)}      - field: paper-origin
        is: foreign
    records: [application, papers, pictures]
source:
  mark: OWN
  note: from the paper itself
`;

const applied = ({ from, until }: Days): string =>
  from === null && until === null
    ? ''
    : `      - field: applied
${from === null ? '' : `        from: ${from}\n`}${until === null ? '' : `        until: ${until}\n`}`;
