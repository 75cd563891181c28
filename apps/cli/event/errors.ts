export type EventCommandCode =
  | 'event-simulate-usage'
  /** {language, known} */
  | 'event-language-unknown'
  | 'event-file-unreadable'
  | 'event-number-wrong'
  /** {from, until} */
  | 'event-range-backwards'
  | 'event-time-wrong'
  | 'event-service-twice'
  | 'event-printing-half';
