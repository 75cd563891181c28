/** Every code the holds room can answer with. */
export type HoldsCode =
  | 'series-unknown'
  | 'hold-unknown'
  | 'hold-already-released'
  | 'hold-lapsed'
  | 'release-not-asked'
  | 'release-needs-second-person'
  | 'certificate-not-needed';
