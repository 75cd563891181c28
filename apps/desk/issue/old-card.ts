import { isSerial, readSerial, readSlipSecret } from '@commonkey/credential';
import { type Revocation, secretToWire } from '@commonkey/shift';
import { Fault } from '@commonkey/words';
import type { DeskCode } from '../codes.ts';
import type { Known } from '../person/person.ts';
import type { LiveShift } from '../shift/live-shift.ts';
import { verifyHere } from './scan-back.ts';

export type OldCard = {
  readonly known: Known;
  readonly surrendered: Revocation;
  readonly expires: string | null;
};

/**
 * Reads an old card that its holder brings, with no network. An expired one still speaks for its holder: whether it
 * suffices is for the rules to say. One that was revoked or whose signature fails does not.
 *
 * @throws Fault `desk-card-not-valid` {reason}
 */
export async function readOldCard(live: LiveShift, text: string, now: number): Promise<OldCard> {
  const verdict = await verifyHere(live, text, now);
  const speaks =
    verdict.verdict === 'valid' || verdict.reason === 'expired' || verdict.reason.startsWith('status-list');
  const { card } = verdict;
  if (!speaks || card === undefined || card.serial === undefined || !isSerial(card.serial)) {
    throw new Fault<DeskCode>('desk-card-not-valid', {
      reason: verdict.verdict === 'valid' ? 'card-malformed' : verdict.reason,
    });
  }
  return {
    known: {
      name: card.name ?? '',
      secondName: card.secondName ?? '',
      secondLanguage: card.secondLanguage ?? '',
      birthDate: card.birthDate ?? '',
    },
    surrendered: { serial: card.serial, by: 'card' },
    expires: card.expires,
  };
}

/** A lost card by its number and the slip's secret, as typed. City hall checks the pair. @throws Fault `desk-slip-malformed` */
export function readSlip(number: string, secret: string): Revocation {
  const serial = readSerial(number);
  const letters = readSlipSecret(secret);
  if (serial === undefined || letters === undefined) throw new Fault<DeskCode>('desk-slip-malformed');
  return { serial, by: 'slip', secret: secretToWire(letters) };
}
