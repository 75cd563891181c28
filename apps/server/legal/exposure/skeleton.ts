import { addDays, type PlainDate } from '@commonkey/program';

/** A demand to begin from: dated today, asking for everybody’s papers of the last three years. */
export const skeleton = (today: PlainDate): string => `format: commonkey-demand-1
id: matter-1
instrument:
  type: immigration-administrative-subpoena
  issuer: the authority, never an officer
  served: ${today}
  returns: ${addDays(today, 14)}
items:
  - words: what it asks for, in its own words
    subjects:
      - field: applied
        from: ${addDays(today, -1095)}
        until: ${today}
      - field: paper-origin
        is: foreign
    records: [application, papers, pictures]
source:
  mark: OWN
  note: from the paper itself
`;
