import {
  type CardClaims,
  fitCard,
  fromBase64url,
  newSlipSecret,
  type Random,
  signCard,
  slipHash,
} from '@commonkey/credential';
import type { OfferedPlace } from '@commonkey/shift';
import { Fault, isFault } from '@commonkey/words';
import type { DeskCode } from '../codes.ts';
import type { Proposed } from '../machine/steps.ts';
import type { LiveShift } from '../shift/live-shift.ts';
import { during } from '../unforeseen.ts';

export type SignedCard = {
  readonly serial: string;
  readonly qr: string;
  readonly barcode: string | null;
  readonly slip: { readonly secret: string; readonly hash: string } | null;
};

/** What the QR of this card would hold: the program's fields and no other. */
export function claimsOf(live: LiveShift, proposed: Proposed, place: OfferedPlace): CardClaims {
  const { program, offer } = live.record;
  const { entitled, person } = proposed;
  const holds = new Set(program.card.qr.map((one) => one.field));
  return {
    issuer: offer.issuer,
    serial: place.serial,
    issued: entitled.issued,
    expires: entitled.expires,
    status: { uri: place.uri, idx: place.index },
    ...(holds.has('name') ? { name: person.name } : {}),
    ...(holds.has('birth-date') ? { birthDate: entitled.birthDate } : {}),
    ...(holds.has('second-name') && person.secondName
      ? { secondName: person.secondName, secondLanguage: person.secondLanguage }
      : {}),
  };
}

function formOf(live: LiveShift) {
  const { offer, program } = live.record;
  const certificate = fromBase64url(offer.certificate);
  if (!certificate) throw new Fault<DeskCode>('desk-offer-foreign', { field: 'certificate' });
  return { certificate, dialect: program.card.dialect };
}

/** The claims with the largest face that fits. Nothing is chained or signed. @throws Fault `desk-card-too-full` */
export async function fitted(live: LiveShift, proposed: Proposed, place: OfferedPlace): Promise<CardClaims> {
  const claims = claimsOf(live, proposed, place);
  const withFace = live.record.program.card.qr.some((one) => one.field === 'face');
  try {
    const { face } = proposed.portrait;
    const encodeFace: typeof face = (...size) => during('face', () => face(...size));
    const fit = await during('fit', () => fitCard(claims, formOf(live), withFace ? { encodeFace } : {}));
    return fit.claims;
  } catch (cause) {
    if (isFault(cause) && cause.code === 'qr-does-not-fit')
      throw new Fault<DeskCode>('desk-card-too-full', {}, { cause });
    throw cause;
  }
}

/**
 * Signs and draws one card. What can fail fails first; then the intent is on the medium; then the key is used (T7). If
 * signing or drawing fails after the intent the serial is void, since nobody will ever hold that card, and so it is if the
 * power goes (see `resumeShift`).
 *
 * @throws Fault with the stop's code, `desk-storage-full`, `desk-card-too-full`, `desk-unexpected` …: there is no card then
 */
export async function issueCard<T>(
  live: LiveShift,
  proposed: Proposed,
  random: Random,
  draw: (card: SignedCard) => Promise<T>,
): Promise<SignedCard & T> {
  const stop = await live.stop();
  if (stop) throw new Fault<DeskCode>(stop);
  const place = live.freePlace();
  if (!place) throw new Fault<DeskCode>('desk-count-over');
  const { program } = live.record;
  const claims = await fitted(live, proposed, place);
  const barcode = program.card.benefits.library ? (live.freeBarcode() ?? null) : null;
  const { serial } = place;
  await during('intent', () =>
    live.append({ kind: 'intent', serial, purpose: proposed.visit.purpose, barcode }),
  );
  try {
    const qr = await during('sign', () => signCard(claims, { ...formOf(live), desk: live.signer }));
    const secret = newSlipSecret(random);
    const slip = program.desk.slip ? { secret, hash: slipHash(serial, secret) } : null;
    const card = { serial, qr, barcode, slip };
    return { ...card, ...(await during('draw', () => draw(card))) };
  } catch (cause) {
    await live.append({ kind: 'void', serial });
    throw cause;
  }
}

/**
 * The printed card was scanned back and goes to its holder: only now does it count as printed. What else that means is
 * written in the same step. A power cut between two would leave a picked-up card's record waiting for its last day, or an old
 * card current beside the new one.
 */
export async function handOver(
  live: LiveShift,
  proposed: Proposed,
  card: { serial: string; slip: { hash: string } | null },
  fee: string | null,
): Promise<void> {
  const { entitled, visit } = proposed;
  const { surrendered, pickUp } = visit;
  await live.append(
    {
      kind: 'printed',
      serial: card.serial,
      issueMonth: entitled.issued.slice(0, 7),
      expiryMonth: entitled.expires?.slice(0, 7) ?? null,
      slip: card.slip?.hash ?? null,
    },
    ...(surrendered ? [{ kind: 'revoke', ...surrendered } as const] : []),
    ...(pickUp === undefined ? [] : [{ kind: 'hand-over', record: pickUp } as const]),
    ...(fee === null ? [] : [{ kind: 'fee', code: fee } as const]),
  );
  live.countAge(entitled.age);
}
