/** Every code the holds room can answer with. */
export type HoldsCode =
  | 'series-unknown'
  | 'hold-unknown'
  | 'hold-scope-empty'
  | 'hold-series-unknown'
  | 'hold-channel-elsewhere'
  | 'hold-day-unreadable'
  | 'hold-days-reversed'
  | 'hold-days-future'
  | 'hold-days-before'
  /** A hold is narrowed once, as it is confirmed, and never widened. */
  | 'hold-already-confirmed'
  | 'hold-not-confirmed'
  | 'hold-narrowed-outside'
  | 'hold-already-released'
  | 'hold-lapsed'
  | 'release-not-asked'
  | 'release-needs-second-person'
  | 'certificate-not-needed'
  /** Its row says something else than the service wrote: it counts in force, over everything, until two people put it right. */
  | 'hold-row-altered'
  /** Some row does: nothing ends. */
  | 'hold-rows-altered'
  | 'hold-row-sound'
  | 'mend-not-asked'
  | 'mend-needs-second-person'
  /** The clock and the time that ran disagree: nothing ends for its date. */
  | 'clock-leapt'
  /** Whether records of its scope are gone already only the key process knows. The hold counts meanwhile. */
  | 'hold-waits-for-keeper'
  /** Confirmed for less, and the key process does not know yet that it is less: it goes on keeping all of it. */
  | 'narrowing-waits-for-keeper'
  /** Lifted here, and the key process does not know yet: it goes on keeping what is sealed. */
  | 'lift-waits-for-keeper';
