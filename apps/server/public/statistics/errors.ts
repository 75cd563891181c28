/** Why counts from before are not taken in; each is about a line of the file, which `line` names where there is one. */
export type HistoryCode =
  | 'statistics-source-missing'
  | 'statistics-total-missing'
  | 'statistics-head-missing'
  | 'statistics-line-malformed'
  | 'statistics-quarter-malformed'
  | 'statistics-quarter-future'
  | 'statistics-quarter-twice'
  | 'statistics-quarter-missing'
  | 'statistics-channel-unknown'
  | 'statistics-count-malformed'
  | 'statistics-count-negative'
  | 'statistics-band-malformed'
  | 'statistics-bands-overlap'
  | 'statistics-ages-exceed'
  | 'statistics-total-differs'
  | 'statistics-history-too-long'
  | 'statistics-history-again';

export type StatisticsCode =
  | HistoryCode
  | 'statistics-nothing'
  | 'statistics-nothing-new'
  | 'statistics-not-as-committed'
  | 'statistics-just-published';
