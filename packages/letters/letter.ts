/** What a letter of a community group says: that somebody gets mail there, or stays there. */
export const LETTER_KINDS = ['care-of', 'shelter'] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

/** A letter as the group that writes it and the clerk who reads it have it before them. It is kept by neither. */
export type Letter = {
  /** Id of the city's program: a letter for one city is none for another. */
  city: string;
  kind: LetterKind;
  /** YYYY-MM-DD */
  day: string;
  name: string;
  /** YYYY-MM-DD */
  born: string;
};

/** A group whose letters the city's desks know. */
export type LetterGroup = {
  id: string;
  /** The organisation, as desks show it. */
  name: string;
  key: { x: string; y: string };
  /** First and last day of a letter. */
  from: string;
  until: string;
  kinds: readonly LetterKind[];
};

/**
 * A name in a form in which two people write it alike: no accents, no case, no signs, its words in one order. It ties a letter to
 * somebody, and need not tell all people apart.
 */
export const plainName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toUpperCase()
    .split(/[^\p{L}\p{N}\p{Mc}]+/u)
    .filter((word) => word !== '')
    .sort()
    .join(' ');

/** What is signed: all that a letter says. The code on the paper carries neither name nor birth date; the clerk types them. */
export const signedBytes = ({ city, kind, day, name, born }: Letter): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(JSON.stringify(['commonkey-letter-v1', city, kind, day, plainName(name), born]));
