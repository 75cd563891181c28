import { Fault } from '@commonkey/words';
import type { ShiftCode } from './codes.ts';
import type { Chain, ChainBody, Revocation } from './entries.ts';
import type { ShiftOffer } from './offer.ts';
import {
  BARCODE,
  DIGEST,
  isSerialShape,
  MONTH,
  PURPOSES,
  type Purpose,
  RECORD_ID,
  SPOIL_REASONS,
  type SpoilReason,
  WIRE_SECRET,
} from './shapes.ts';

export type SerialState =
  | { state: 'pending' }
  | { state: 'printed'; issueMonth: string; expiryMonth: string | null; slip: string | null }
  | { state: 'spoiled'; reason: SpoilReason }
  | { state: 'void' };

/** Where a shift stands after the entries read so far. */
export type ShiftState = {
  opened: boolean;
  closed: boolean;
  serials: Map<string, SerialState & { purpose: Purpose }>;
  barcodes: Set<string>;
  refused: number;
  fees: Map<string, number>;
  revocations: Map<string, Revocation>;
  handedOver: Set<string>;
};

export type Tally = {
  signed: number;
  printed: number;
  spoiled: number;
  void: number;
  pending: number;
  unused: number;
  refused: number;
  corrected: number;
  replaced: number;
  renewed: number;
  revoked: number;
  fees: Record<string, number>;
};

const LINK: readonly string[] = ['kind', 'n', 'previous', 'hash'];
/** The closed list of fields by kind: a stray one could hold a person. */
const FIELDS: Record<ChainBody['kind'], readonly string[]> = {
  open: ['shift', 'salt'],
  intent: ['serial', 'purpose', 'barcode'],
  printed: ['serial', 'issueMonth', 'expiryMonth', 'slip'],
  spoiled: ['serial', 'reason'],
  void: ['serial'],
  refused: [],
  fee: ['code'],
  revoke: ['serial', 'by', 'secret'],
  'hand-over': ['record'],
  close: [],
};

const refuse = (code: ShiftCode): never => {
  throw new Fault<ShiftCode>(code);
};

/** Reads a chain from its start; throws the `ShiftCode` of the first entry that breaks a rule. */
export function replay(offer: ShiftOffer, chain: Chain): ShiftState {
  const state: ShiftState = {
    opened: false,
    closed: false,
    serials: new Map(),
    barcodes: new Set(),
    refused: 0,
    fees: new Map(),
    revocations: new Map(),
    handedOver: new Set(),
  };
  for (const entry of chain) step(offer, state, entry);
  return state;
}

/** Applies one entry to `state` in place, or throws and leaves it as it was. */
export function step(offer: ShiftOffer, state: ShiftState, body: ChainBody): void {
  if (state.closed) refuse('chain-closed');
  const fields: readonly string[] | undefined = FIELDS[body.kind];
  if (!fields || Object.keys(body).some((key) => !fields.includes(key) && !LINK.includes(key)))
    refuse('chain-bad-entry');
  if (body.kind === 'open') {
    if (state.opened) refuse('chain-already-open');
    if (body.shift !== offer.shift) refuse('chain-bad-entry');
    state.opened = true;
    return;
  }
  if (!state.opened) refuse('chain-not-open');
  switch (body.kind) {
    case 'intent':
      intend(offer, state, body);
      return;
    case 'printed':
      if (!MONTH.test(body.issueMonth) || (body.expiryMonth !== null && !MONTH.test(body.expiryMonth)))
        refuse('chain-bad-entry');
      if (body.slip !== null && !DIGEST.test(body.slip)) refuse('chain-bad-entry');
      settle(state, body.serial, {
        state: 'printed',
        issueMonth: body.issueMonth,
        expiryMonth: body.expiryMonth,
        slip: body.slip,
      });
      return;
    case 'spoiled':
      if (!SPOIL_REASONS.includes(body.reason)) refuse('chain-bad-entry');
      settle(state, body.serial, { state: 'spoiled', reason: body.reason });
      return;
    case 'void':
      settle(state, body.serial, { state: 'void' });
      return;
    case 'refused':
      state.refused += 1;
      return;
    case 'fee':
      if (!offer.fees.includes(body.code)) refuse('chain-bad-entry');
      state.fees.set(body.code, (state.fees.get(body.code) ?? 0) + 1);
      return;
    case 'revoke':
      if (!isSerialShape(body.serial)) refuse('chain-bad-entry');
      if (body.by === 'slip' ? !WIRE_SECRET.test(body.secret) : body.by !== 'card' || 'secret' in body)
        refuse('chain-bad-entry');
      state.revocations.set(
        body.serial,
        body.by === 'slip'
          ? { serial: body.serial, by: 'slip', secret: body.secret }
          : { serial: body.serial, by: 'card' },
      );
      return;
    case 'hand-over':
      if (!RECORD_ID.test(body.record)) refuse('chain-bad-entry');
      if (state.handedOver.has(body.record)) refuse('record-handed-over');
      state.handedOver.add(body.record);
      return;
    case 'close':
      for (const serial of state.serials.values()) if (serial.state === 'pending') refuse('serials-pending');
      state.closed = true;
      return;
    default:
      refuse('chain-bad-entry');
  }
}

function intend(offer: ShiftOffer, state: ShiftState, body: ChainBody & { kind: 'intent' }): void {
  if (!PURPOSES.includes(body.purpose)) refuse('chain-bad-entry');
  if (state.serials.has(body.serial)) refuse('serial-used');
  if (!offer.places.some((place) => place.serial === body.serial)) refuse('serial-not-in-block');
  if (state.serials.size >= offer.quota) refuse('quota-reached');
  if (body.barcode !== null) {
    if (!BARCODE.test(body.barcode) || !offer.barcodes.includes(body.barcode)) refuse('barcode-not-in-block');
    if (state.barcodes.has(body.barcode)) refuse('barcode-used');
    state.barcodes.add(body.barcode);
  }
  state.serials.set(body.serial, { state: 'pending', purpose: body.purpose });
}

function settle(state: ShiftState, serial: string, outcome: SerialState): void {
  const held = state.serials.get(serial);
  if (held?.state !== 'pending') throw new Fault<ShiftCode>('serial-not-pending');
  state.serials.set(serial, { ...outcome, purpose: held.purpose });
}

/** Serials with an intent and no outcome yet: after a crash each of them is voided, since a serial signs once. */
export function pendingSerials(offer: ShiftOffer, chain: Chain): string[] {
  return [...replay(offer, chain).serials].filter(([, s]) => s.state === 'pending').map(([serial]) => serial);
}

/** T7: `signed = printed + spoiled + void + pending`, always; `signed` counts intents, the rest outcomes. */
export function tally(offer: ShiftOffer, chain: Chain): Tally {
  const state = replay(offer, chain);
  const all = [...state.serials.values()];
  const inState = (name: SerialState['state']) => all.filter((serial) => serial.state === name).length;
  const printedFor = (purpose: Purpose) =>
    all.filter((serial) => serial.state === 'printed' && serial.purpose === purpose).length;
  const intents = chain.filter((entry) => entry.kind === 'intent').length;
  return {
    signed: intents,
    printed: inState('printed'),
    spoiled: inState('spoiled'),
    void: inState('void'),
    pending: inState('pending'),
    unused: offer.places.length - intents,
    refused: state.refused,
    corrected: printedFor('correction'),
    replaced: printedFor('replacement'),
    renewed: printedFor('renewal'),
    revoked: state.revocations.size,
    fees: Object.fromEntries(offer.fees.map((code) => [code, state.fees.get(code) ?? 0])),
  };
}
