/** What a sender answers with. The log has the code alone; its words, in English and Spanish, are for staff. */
export type NoticeCode =
  /** Nobody answers, or not as agreed: nothing was sent, to this address or any other. */
  | 'notice-sender-away'
  /** This one address was not taken. */
  | 'notice-refused'
  /** The service ended while a message was handed over: nobody knows whether it went, and it was sent once more. */
  | 'notice-twice';
