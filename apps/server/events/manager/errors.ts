/** Every code that closing an event day answers with. */
export type ManagerCode =
  /** The day is still to come. {day} */
  | 'closing-too-early'
  /** Its hours have not begun: it can be stopped or cancelled. */
  | 'closing-not-begun'
  /** Its hours are not over, or somebody waits or is still to come. */
  | 'closing-open'
  /** It was cancelled before its hours: nobody worked on it. */
  | 'closing-cancelled'
  /** Somebody else closed the day or added to it meanwhile. */
  | 'closing-changed'
  /** One of the desks is of another day, or was counted meanwhile. */
  | 'closing-desk-gone'
  /** Nothing came in since. */
  | 'closing-nothing-new'
  /** Fewer desks than are counted. {least, most} */
  | 'closing-desks-impossible';

export const MANAGER_STATUS: Readonly<Record<ManagerCode, number>> = {
  'closing-too-early': 409,
  'closing-not-begun': 409,
  'closing-open': 409,
  'closing-cancelled': 409,
  'closing-changed': 409,
  'closing-desk-gone': 409,
  'closing-nothing-new': 422,
  'closing-desks-impossible': 422,
};
