import type { WaitingPerson } from '@commonkey/shift';
import { packBundle, unpackBundle } from '@commonkey/vault';

/**
 * What is inside the sealed records of an application that was sent. Runs in a reviewer's browser too: no input, no output,
 * nothing of the server.
 */

/** What a reviewer compares the papers with, beside what the card will say. */
export type FileAnswers = {
  path: 'self' | 'child' | 'caretaker';
  /** As the person writes it, in any script. */
  name: string;
  home: 'address' | 'care-of' | 'none';
};
/** Record `card`: what the card will say, the answers beside it, and the picture for it, JPEG. */
export type CardFile = { person: WaitingPerson; answers: FileAnswers; face: Uint8Array };
/** One picture of record `papers`, JPEG: what it was sent to show, and never which paper it is. */
export type PaperPicture = { shows: readonly string[]; jpeg: Uint8Array };
/** Record `contact`. `requests`: told as well when somebody asks for records; a figure, so that both are as long. */
export type ContactFile = { by: 'mail' | 'text'; address: string; language: string; requests?: 0 | 1 };

const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const parsed = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

export function packCard({ person, answers, face }: CardFile): Uint8Array {
  return packBundle([
    { kind: 'person', bytes: json(person) },
    { kind: 'answers', bytes: json(answers) },
    { kind: 'face', bytes: face },
  ]);
}

/** @throws Fault `bundle-malformed`; TypeError where a part is missing. What it reads was sealed by `packCard`. */
export function unpackCard(bytes: Uint8Array): CardFile {
  const parts = unpackBundle(bytes);
  return {
    person: parsed(partOf(parts, 'person')) as WaitingPerson,
    answers: parsed(partOf(parts, 'answers')) as FileAnswers,
    face: partOf(parts, 'face'),
  };
}

export function packPapers(pictures: readonly PaperPicture[]): Uint8Array {
  return packBundle([
    { kind: 'index', bytes: json(pictures.map(({ shows }) => shows)) },
    ...pictures.map(({ jpeg }) => ({ kind: 'picture', bytes: jpeg })),
  ]);
}

/** @throws Fault `bundle-malformed`; TypeError where a part is missing. What it reads was sealed by `packPapers`. */
export function unpackPapers(bytes: Uint8Array): PaperPicture[] {
  const parts = unpackBundle(bytes);
  const index = parsed(partOf(parts, 'index')) as readonly (readonly string[])[];
  return parts
    .filter(({ kind }) => kind === 'picture')
    .map((part, place) => ({ shows: index[place] ?? [], jpeg: part.bytes }));
}

export const packContact = (contact: ContactFile): Uint8Array => json(contact);
export const unpackContact = (bytes: Uint8Array): ContactFile => parsed(bytes) as ContactFile;

function partOf(parts: readonly { kind: string; bytes: Uint8Array }[], kind: string): Uint8Array {
  const part = parts.find((one) => one.kind === kind);
  if (!part) throw new TypeError(`no ${kind}`);
  return part.bytes;
}
