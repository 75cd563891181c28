/** What a sender answers with. Stands in the log alone: no page ever shows one. */
export type NoticeCode =
  /** Nobody answers, or not as agreed: nothing was sent, to this address or any other. */
  | 'notice-sender-away'
  /** This one address was not taken. */
  | 'notice-refused';
