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
  /** Where they stay or get mail, as the paper prints it; empty where it withholds it. */
  address?: string;
};

/** The first letters said no address and spelled fewer letters alike. They stay good as they were printed. */
export type LetterVersion = 1 | 2;

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

/** Letters that are no plain letter with a mark, as somebody writes them who does not have them on the keyboard. */
const PLAIN: Readonly<Record<string, string>> = {
  ...{ Ł: 'L', Ø: 'O', Đ: 'D', Ð: 'D', Ħ: 'H', Ŧ: 'T', Ŋ: 'N', Æ: 'AE', Œ: 'OE', Þ: 'TH', ẞ: 'SS' },
  ...{
    Ə: 'E',
    Ɛ: 'E',
    Ɔ: 'O',
    Ɓ: 'B',
    Ɗ: 'D',
    Ɖ: 'D',
    Ƙ: 'K',
    Ƴ: 'Y',
    Ƒ: 'F',
    Ɣ: 'G',
    Ɨ: 'I',
    Ɩ: 'I',
    Ʉ: 'U',
  },
  /** Apostrophes that are counted as letters: Ukrainian, Hawaiian, Hausa. */
  ...{ ʼ: ' ', ʻ: ' ', ʾ: ' ', ʿ: ' ', ˈ: ' ', ʹ: ' ', ˮ: ' ' },
};

/** What is typed in one version may not be spelled otherwise in it ever after: printed codes rest on it. */
const wordsOf = (text: string, version: LetterVersion): string[] => {
  const bare = text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toUpperCase();
  const plain = version === 1 ? bare : Array.from(bare, (letter) => PLAIN[letter] ?? letter).join('');
  return plain.split(/[^\p{L}\p{N}\p{Mc}]+/u).filter((word) => word !== '');
};

/**
 * A name in a form in which two people write it alike: no accents, no case, no signs, its words in one order. It ties a letter to
 * somebody, and need not tell all people apart.
 */
export const plainName = (name: string, version: LetterVersion = 2): string =>
  wordsOf(name, version).sort().join(' ');

/** An address likewise, its words in their order: 4 Main Street 12 is another than 12 Main Street 4. */
export const plainAddress = (address = ''): string => wordsOf(address, 2).join(' ');

/** What is signed: all that a letter says. The code on the paper carries neither name nor birth date nor address; the clerk types them. */
export function signedBytes(letter: Letter, version: LetterVersion = 2): Uint8Array<ArrayBuffer> {
  const { city, kind, day, name, born, address } = letter;
  const said = [`commonkey-letter-v${version}`, city, kind, day, plainName(name, version), born];
  return new TextEncoder().encode(JSON.stringify(version === 1 ? said : [...said, plainAddress(address)]));
}
