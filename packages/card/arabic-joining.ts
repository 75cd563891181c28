/**
 * Arabic letters have other widths joined than alone: mostly narrower, some wider. The presentation forms that Unicode keeps for
 * old encodings (FB50–FDFB, FE70–FEFC) name each letter's shapes, and typefaces map them to the glyphs that joining
 * draws; with them a width can be read from the file without shaping the line.
 */
type Forms = {
  readonly isolated: string;
  readonly final?: string;
  readonly initial?: string;
  readonly medial?: string;
};

const TRANSPARENT = /\p{Mn}/u;
const JOINER = '\u200d';
const TATWEEL = '\u0640';

let known: ReadonlyMap<string, Forms> | undefined;

/** Forms of a letter follow each other in the blocks: isolated, final and, of letters that join both ways, initial, medial. */
function formsOf(): ReadonlyMap<string, Forms> {
  if (known) return known;
  const listed = new Map<string, string[]>();
  const ranges = [
    [0xfe80, 0xfef4],
    [0xfb50, 0xfbb1],
    [0xfbd3, 0xfbe9],
    [0xfbfc, 0xfbff],
  ] as const;
  for (const [from, to] of ranges)
    for (let point = from; point <= to; point++) {
      const form = String.fromCodePoint(point);
      const letter = form.normalize('NFKC');
      if ([...letter].length === 1 && letter !== form)
        listed.set(letter, [...(listed.get(letter) ?? []), form]);
    }
  known = new Map(
    Array.from(listed, ([letter, [isolated = letter, final, initial, medial]]) => [
      letter,
      {
        isolated,
        ...(final ? { final } : {}),
        ...(initial ? { initial } : {}),
        ...(medial ? { medial } : {}),
      },
    ]),
  );
  return known;
}

const ARABIC = /\p{Script=Arabic}/u;

/** The characters of a text, every joined Arabic letter replaced by the form it takes; for measuring only. */
export function joinedForms(text: string): string[] {
  const characters = [...text];
  if (!ARABIC.test(text)) return characters;
  const forms = formsOf();
  const neighbour = (from: number, step: 1 | -1): string => {
    let at = from + step;
    while (TRANSPARENT.test(characters[at] ?? '')) at += step;
    return characters[at] ?? '';
  };
  const joinsOn = (letter: string): boolean =>
    letter === JOINER || letter === TATWEEL || forms.get(letter)?.initial !== undefined;
  const joinsBack = (letter: string): boolean =>
    letter === JOINER || letter === TATWEEL || forms.get(letter)?.final !== undefined;
  return characters.map((letter, i) => {
    const own = forms.get(letter);
    if (!own) return letter;
    const before = own.final !== undefined && joinsOn(neighbour(i, -1));
    const after = own.initial !== undefined && joinsBack(neighbour(i, 1));
    if (before && after) return own.medial ?? letter;
    if (before) return own.final ?? letter;
    if (after) return own.initial ?? letter;
    return letter;
  });
}
