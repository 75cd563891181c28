import { isPlainDate } from '@commonkey/program';
import { z } from 'zod';

/** Letters of the longest name we take, as a reader counts them; the card's own line is shorter. */
export const WHOLE_NAME_LETTERS = 128;
/** Pictures of papers in one application. */
export const MOST_PICTURES = 12;

/** Code units: a letter with all its marks is several. */
const text = z.string().max(1200);
const line = z.string().max(600);

/** A picture of a paper: its sealed record, and what it is meant to show. Never which paper it is (T2). */
const picture = z.strictObject({
  id: z.uuid(),
  /** Needs of the path (`needsOf`). */
  shows: z.array(z.string().max(60)).max(20),
});

const contact = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('none') }),
  z.strictObject({
    by: z.enum(['mail', 'text']),
    address: line.exactOptional(),
    /** Said to be safe; without this nothing is ever sent. */
    safe: z.literal(true).exactOptional(),
    /** Told as well when somebody asks the city for records. */
    requests: z.literal(true).exactOptional(),
    /** Of the messages; dies with the address. */
    language: z.string().max(20),
  }),
]);

/**
 * Everything that a resident types, and nothing that they did not. A field that is not there was not answered; a field
 * whose question no longer stands is not kept either (`prune`). It exists in sealed records alone.
 */
export const answersShape = z.strictObject({
  path: z.enum(['self', 'child', 'caretaker']).exactOptional(),
  /** As the person writes it, in any script. */
  name: text.exactOptional(),
  /** The card's line, typed by the person: asked where `name` itself is no such line (LA-04). */
  latinName: line.exactOptional(),
  /** On the card's second line, `name` as it is written; the language says how to set it. '' for no. */
  secondLanguage: z.string().max(8).exactOptional(),
  birthDate: z.string().refine(isPlainDate).exactOptional(),
  /** '' for none. */
  emergencyContact: line.exactOptional(),
  home: z.enum(['address', 'care-of', 'none']).exactOptional(),
  /** Lines on the card, none if it shall not show the address. */
  address: z.array(line).max(2).exactOptional(),
  /** '' for not on the card. */
  careOf: line.exactOptional(),
  pictures: z.array(picture).max(MOST_PICTURES).exactOptional(),
  /** The sealed picture for the card. */
  face: z.uuid().exactOptional(),
  contact: contact.exactOptional(),
});
export type Answers = z.output<typeof answersShape>;
export type Path = NonNullable<Answers['path']>;
export type Picture = z.output<typeof picture>;
export type Contact = NonNullable<Answers['contact']>;

export const encodeAnswers = (answers: Answers): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(answers));
export const decodeAnswers = (bytes: Uint8Array): Answers =>
  answersShape.parse(JSON.parse(new TextDecoder().decode(bytes)));
