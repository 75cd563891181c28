/** Every code the desks' office answers with. */
export type DeskOfficeCode =
  | 'shift-too-large'
  | 'shift-too-long'
  | 'desk-key-used'
  | 'desk-key-unknown'
  | 'library-numbers-short'
  | 'library-numbers-refused'
  | 'shift-unknown'
  | 'statement-refused'
  | 'statement-signature-wrong'
  | 'shift-closed-otherwise'
  | 'second-cards-unnamed'
  | 'code-opens-no-card'
  | 'copy-unknown'
  /** A hold keeps it, or it waits for a certificate. */
  | 'copy-must-stay'
  | 'program-without-statement-series';

export const DESK_STATUS: Readonly<Record<DeskOfficeCode, number>> = {
  'shift-too-large': 422,
  'shift-too-long': 422,
  'desk-key-used': 409,
  'desk-key-unknown': 422,
  'library-numbers-short': 409,
  'library-numbers-refused': 422,
  'shift-unknown': 404,
  'statement-refused': 422,
  'statement-signature-wrong': 403,
  'shift-closed-otherwise': 409,
  'second-cards-unnamed': 409,
  'code-opens-no-card': 422,
  'copy-unknown': 404,
  'copy-must-stay': 409,
  'program-without-statement-series': 500,
};
