import type { PlainDate, Program } from '@commonkey/program';

/** What a city puts on every card. Comes from the program folder alone. */
export type CardSettings = {
  /** Seeds the fine lines: constant for a city, so that a forged pattern shows. */
  readonly city: string;
  readonly cityName: string;
  readonly cardName: string;
  /** Address of the verifier page, as printed. */
  readonly verifier?: string;
  /** One or two languages of labels, the first one larger. */
  readonly languages: readonly string[];
  readonly colours: CardColours;
  readonly numberGroups: readonly number[];
  readonly secondScript: boolean;
  readonly issued: boolean;
  readonly careOfSide: 'front' | 'back' | null;
  readonly address: boolean;
  readonly library: boolean;
  readonly transit: boolean;
  readonly pharmacy?: Pharmacy;
  /** What to do with a lost card, by language; the package's own sentence where the city has none. */
  readonly lost: Readonly<Record<string, string>>;
};

export type CardColours = {
  readonly paper: string;
  readonly ink: string;
  readonly accent: string;
  readonly band: string;
  readonly onBand: string;
  readonly childBand: string;
  readonly onChildBand: string;
};

/** The same for every card, so that no prescription leads to a holder. */
export type Pharmacy = {
  readonly bin: string;
  readonly pcn: string;
  readonly group: string;
  readonly member: string;
  readonly phone?: string;
};

/**
 * What is known of the holder while the card is drawn. There is no field for a gender, a nationality or the
 * language spoken, so that none can be printed by mistake.
 */
export type CardPerson = {
  readonly name: string;
  /** The name in the holder's own script, only if they ask for it. `lang` is BCP 47. */
  readonly secondName?: { readonly text: string; readonly lang: string };
  readonly birthDate: PlainDate;
  readonly issued: PlainDate;
  /** null: does not expire. */
  readonly expires: PlainDate | null;
  /** Twelve digits. */
  readonly serial: string;
  /** PNG or JPEG, 35 × 45 proportions; drawn cut to that, never stretched. */
  readonly portrait: Uint8Array;
  /** Gives the card its child's colour band. */
  readonly child: boolean;
  /** Name and telephone as they are printed on the back of a child's card. */
  readonly emergencyContact?: string;
  /** Who takes mail for the holder; printed instead of any address. */
  readonly careOf?: string;
  /** One line or two with `\n` between, at most 60 letters each; only if the holder asks for it, and in no QR code. */
  readonly address?: string;
  /** Fourteen digits from the library's pool. */
  readonly libraryNumber?: string;
  /** As the transit agency printed it on the blank. */
  readonly transitSerial?: string;
  /** Base45 text of the signed QR code; null only on a practice card, which nobody signs. */
  readonly qr: string | null;
};

/** Which words lie over the card. A practice card is signed by nobody; a specimen by a key that nobody trusts. */
export type Marking = 'none' | 'specimen' | 'practice';

/** The settings of a program file. */
export function cardSettings(program: Program): CardSettings {
  const { card, city } = program;
  const prints = (field: string) => card.print.find((each) => each.field === field);
  const lost = Object.entries(program.words).flatMap(([language, words]) => {
    const text = words['notice.lost-card'];
    return text === undefined ? [] : [[language, text] as const];
  });
  return {
    city: program.id,
    cityName: city.name,
    cardName: city.cardName,
    ...(city.verifier === undefined ? {} : { verifier: city.verifier }),
    languages: city.languages.slice(0, 2),
    colours: city.colours,
    numberGroups: card.numberGroups,
    secondScript: card.secondScript,
    issued: prints('issued') !== undefined,
    careOfSide: prints('care-of')?.side ?? null,
    address: prints('address')?.side === 'front',
    library: card.benefits.library !== undefined,
    transit: card.benefits.transit !== undefined,
    ...(card.benefits.pharmacy === undefined ? {} : { pharmacy: card.benefits.pharmacy }),
    lost: Object.fromEntries(lost),
  };
}
