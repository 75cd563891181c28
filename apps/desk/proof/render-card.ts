import {
  type CardPerson,
  cardSettings,
  type FontName,
  type FontSet,
  faceSvg,
  fontFiles,
  layoutCard,
  type Marking,
  openFonts,
  type Typefaces,
} from '@commonkey/card';
import { renderWasm, startWasm } from '@commonkey/card/wasm.ts';
import { inBand } from '@commonkey/program';
import type { SignedCard } from '../issue/issue-card.ts';
import type { Portrait, Proposed } from '../machine/steps.ts';
import { asset } from '../page/assets.ts';
import { PRACTICE_SERIAL } from '../practice/practice-shift.ts';
import { remembered } from '../remembered.ts';
import { isPracticeCity, programOf, type Session } from '../shift/session.ts';
import type { Faces } from './proof-screen.tsx';

const DPI = 300;
/** Stands in the square until the person has said yes: a code that proves nothing, even photographed. */
const PROOF_QR = 'PROOF - NOT SIGNED - NOT A CARD';

type Workshop = { readonly fonts: FontSet; readonly faces: Typefaces };
const workshops = new Map<'card', Promise<Workshop>>();

/** Loads the renderer and the typefaces once a shift, before the first person needs them. @throws Fault `desk-files-missing` */
export function warmUp(): Promise<Workshop> {
  return remembered(workshops, 'card', async () => {
    const [wasm, ...files] = await Promise.all([
      asset('wasm/resvg.wasm'),
      ...fontFiles.map(({ name }) => asset(`fonts/card/${name}.ttf`)),
    ]);
    await startWasm(wasm);
    const fonts = Object.fromEntries(fontFiles.map(({ name }, i) => [name, files[i]])) as Record<
      FontName,
      Uint8Array
    >;
    return { fonts, faces: openFonts(fonts) };
  });
}

/** What the proof drew of a portrait's card: the front is the same dots once signed, and is not drawn twice. */
const drawn = new WeakMap<Portrait, { proposed: Proposed; serial: string; front: Uint8Array }>();

/** The card as it will print, but for its code. @throws Fault with a `CardCode` where the card cannot be drawn */
export async function renderProof(session: Session, proposed: Proposed): Promise<Faces> {
  const live = session.kind === 'live' ? session : null;
  const serial = live?.freePlace()?.serial ?? PRACTICE_SERIAL;
  const barcode = live?.freeBarcode() ?? null;
  const faces = await draw(session, proposed, { serial, barcode, qr: live ? PROOF_QR : null });
  drawn.set(proposed.portrait, { proposed, serial, front: faces.front });
  return faces;
}

/** Both faces with the signed code; null for practice, which has none. */
export async function renderSigned(
  session: Session,
  proposed: Proposed,
  card: SignedCard | null,
): Promise<Faces> {
  const before = drawn.get(proposed.portrait);
  const { serial, barcode, qr } = card ?? { serial: PRACTICE_SERIAL, barcode: null, qr: null };
  const same = before && before.serial === serial && sameCard(before.proposed, proposed);
  return draw(session, proposed, { serial, barcode, qr }, same ? before.front : undefined);
}

function sameCard(a: Proposed, b: Proposed): boolean {
  return a.person === b.person && a.entitled === b.entitled && a.portrait === b.portrait;
}

async function draw(
  session: Session,
  proposed: Proposed,
  card: { serial: string; barcode: string | null; qr: string | null },
  front?: Uint8Array,
): Promise<Faces> {
  const { fonts, faces } = await warmUp();
  const program = programOf(session);
  const marking: Marking =
    session.kind === 'practice' ? 'practice' : isPracticeCity(session) ? 'specimen' : 'none';
  const layout = layoutCard(cardSettings(program), cardPerson(session, proposed, card), { faces, marking });
  return {
    front: front ?? renderWasm(faceSvg('front', layout), DPI, fonts),
    back: renderWasm(faceSvg('back', layout), DPI, fonts),
  };
}

function cardPerson(
  session: Session,
  { person, entitled, portrait }: Proposed,
  card: { serial: string; barcode: string | null; qr: string | null },
): CardPerson {
  const { child } = programOf(session).card;
  const optional = <K extends string>(key: K, value: string | null): { [P in K]?: string } =>
    value ? ({ [key]: value } as { [P in K]?: string }) : {};
  return {
    name: person.name,
    ...(person.secondName ? { secondName: { text: person.secondName, lang: person.secondLanguage } } : {}),
    birthDate: entitled.birthDate,
    issued: entitled.issued,
    expires: entitled.expires,
    serial: card.serial,
    portrait: portrait.png,
    child: child !== undefined && inBand(child.ages, entitled.age),
    ...optional('emergencyContact', person.emergencyContact),
    ...optional('careOf', person.careOf),
    ...optional('address', [person.address, person.addressSecond].filter(Boolean).join('\n')),
    ...optional('libraryNumber', card.barcode),
    ...optional('transitSerial', person.transitSerial),
    qr: card.qr,
  };
}
