/** Why rows end: their date came, or an event of the schedule brought it nearer (T10). */
export const DISPOSAL_TRIGGERS = [
  'due',
  'session-ended',
  'used',
  'shift-closed',
  'superseded',
  'withdrawn',
  'handed-over',
  // Somebody says that a thing at a desk is destroyed.
  'by-hand',
  'moved',
  'submitted',
  'decided',
  'abandoned',
  // An old copy of the database had brought back a row whose key is long gone.
  'restored',
  // So it had, and its first receipt is lost: this one counts in its place.
  'receipt-lost',
] as const;
export type DisposalTrigger = (typeof DISPOSAL_TRIGGERS)[number];
