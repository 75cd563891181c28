import type { NoticeWay } from '../../notices/service.ts';

/** What is sealed. `open`: the message may say what it is about; a figure, so that both are as long. */
export type EventContact = { by: NoticeWay; address: string; language: string; open: 0 | 1 };

export const packContact = (contact: EventContact): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(contact));
/** What it reads was sealed by `packContact`. */
export const unpackContact = (bytes: Uint8Array): EventContact =>
  JSON.parse(new TextDecoder().decode(bytes)) as EventContact;
