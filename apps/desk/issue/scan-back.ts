import { fromBase64url, parseTrust, readSerial, type Verdict, verifyCard } from '@commonkey/credential';
import { Fault } from '@commonkey/words';
import type { DeskCode } from '../codes.ts';
import type { LiveShift } from '../shift/live-shift.ts';

export function listsOf(live: LiveShift): Map<string, Uint8Array> {
  return new Map(
    Object.entries(live.record.lists).flatMap(([uri, text]) => {
      const bytes = fromBase64url(text);
      return bytes ? [[uri, bytes] as const] : [];
    }),
  );
}

/** A card under this desk's own lists, with no network. */
export function verifyHere(live: LiveShift, text: string, now: number): Promise<Verdict> {
  return verifyCard(text.trim(), parseTrust(live.record.trust), listsOf(live), new Date(now));
}

/**
 * Holds the printed card against the one that was signed: the same code and good by itself. Where no camera can read,
 * the clerk may type the printed number instead; that proves the right card came out, not that its code can be read.
 *
 * @throws Fault `desk-scan-other-card` | `desk-scan-not-valid` {reason}
 */
export async function checkScanBack(
  live: LiveShift,
  card: { readonly serial: string; readonly qr: string },
  scanned: string,
  now: number,
): Promise<void> {
  if (readSerial(scanned) === card.serial) return;
  if (scanned.trim() !== card.qr) throw new Fault<DeskCode>('desk-scan-other-card');
  const verdict = await verifyHere(live, scanned, now);
  // A list that is a day old says nothing against a card made a minute ago; everything else does.
  const acceptable = verdict.verdict === 'valid' || verdict.reason.startsWith('status-list');
  if (!acceptable) throw new Fault<DeskCode>('desk-scan-not-valid', { reason: verdict.reason });
}
