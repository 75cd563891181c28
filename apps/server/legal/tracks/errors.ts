/** Every code of the tracks for what comes without an instrument. */
export type TracksCode =
  | 'track-unknown'
  /** The city's rules name no series for what is sealed here. */
  | 'track-not-set-up'
  | 'track-day-impossible'
  /** It is over: reviewed, answered or taken back. */
  | 'track-over'
  /** Nothing of the kind follows from how it stands. */
  | 'track-step-unlawful'
  | 'track-moved-on'
  | 'track-needs-second-person'
  /** One of the two has to be of the law department. */
  | 'track-needs-law-officer'
  | 'track-review-day-wrong'
  /** A copy goes to somebody of whom an officer has seen that it is theirs. */
  | 'track-not-verified'
  | 'track-too-long';

export const TRACKS_STATUS: Readonly<Record<TracksCode, number>> = {
  'track-unknown': 404,
  'track-not-set-up': 409,
  'track-day-impossible': 422,
  'track-over': 409,
  'track-step-unlawful': 409,
  'track-moved-on': 409,
  'track-needs-second-person': 403,
  'track-needs-law-officer': 403,
  'track-review-day-wrong': 422,
  'track-not-verified': 409,
  'track-too-long': 422,
};
