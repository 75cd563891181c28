/** Ways to tell somebody that there is news. */
export type NoticeWay = 'mail' | 'text';

/** All that a message is. Nothing of it differs between two people who read the same language. */
export type NoticeWords = { subject: string; text: string };

/** One way to carry news. Whoever carries it learns the address, and keeps logs of its own (docs/adr/0013-notices.md). */
export type Sender = {
  /**
   * Returns once the carrier has taken the message over. Faults `notice-refused` (this address), `notice-sender-away`
   * (everybody's); neither says anything of the address.
   */
  send(address: string, words: NoticeWords): Promise<void>;
  close(): void;
};
