/** What `check` can find. Sentences: `check.<code>` and `check.<code>.remedy` in `words/`. */
export type CheckCode =
  | 'file-missing'
  | 'file-unknown'
  | 'json-invalid'
  | 'part-twice'
  | 'key-unknown'
  | 'key-missing'
  | 'purpose-missing'
  | 'value-wrong'
  | 'value-not-allowed'
  | 'shape-wrong'
  | 'number-out-of-range'
  | 'list-empty'
  | 'rule-shape'
  | 'qr-field-forbidden'
  | 'name-unknown'
  | 'name-twice'
  | 'source-without-address'
  | 'fees-overlap'
  | 'name-unused'
  | 'date-impossible'
  | 'date-order'
  | 'age-band-empty'
  | 'age-bands-overlap'
  | 'age-bands-gap'
  | 'requirement-vacuous'
  | 'requirement-impossible'
  | 'expired-worth-more'
  | 'companion-chain'
  | 'series-unbounded'
  | 'series-object-missing'
  | 'series-end-twice'
  | 'certificate-without-approval'
  | 'schedule-item-twice'
  | 'approval-ahead'
  | 'portal-unbounded'
  | 'portal-figure-missing'
  | 'portal-series-unfit'
  | 'portal-end-differs'
  | 'legal-never-compels'
  | 'legal-series-unfit'
  | 'override-idle'
  | 'print-needs'
  | 'print-not-drawn'
  | 'number-groups-wrong'
  | 'notice-missing'
  | 'words-missing'
  | 'words-idle'
  | 'words-broken'
  | 'words-language-missing'
  | 'flow-unfit'
  | 'contrast-low';

/** One thing wrong with a program: in which file, where in it (JSON pointer, RFC 6901), and what. */
export type ProgramFault = {
  file: string;
  path: string;
  code: CheckCode;
  params: Readonly<Record<string, string | number>>;
};

export type Report = (
  path: readonly (string | number)[],
  code: CheckCode,
  params?: ProgramFault['params'],
) => void;

/** JSON pointer of a path (RFC 6901). */
export function pointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
