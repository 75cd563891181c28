import type { ShiftCode, ShiftFault } from './codes.ts';
import type { ShiftOffer } from './offer.ts';
import { parseStatement } from './parse-statement.ts';
import { type ClosingStatement, statementText } from './statement.ts';

const HALF_DAY = 14 * 3600;

/**
 * Holds a statement against the offer it closes: shapes, the block's serials and barcodes each exactly once
 * (issued + spoiled + void + unused = received), the quota, months inside the shift. Empty when all is well.
 */
export function checkStatement(offer: ShiftOffer, statement: ClosingStatement): ShiftFault[] {
  const shape = parseStatement(statementText(statement)).faults;
  if (shape.length > 0) return shape;
  const faults: ShiftFault[] = [];
  const fault = (code: ShiftCode, path: string) => faults.push({ code, path });

  if (statement.shift !== offer.shift) fault('statement-other-shift', 'shift');
  const signed = statement.cards.length + statement.spoiled.length + statement.void.length;
  if (signed > offer.quota) fault('quota-exceeded', 'cards');
  if (statement.counts.fees.length !== offer.fees.length) fault('fees-not-as-offered', 'counts.fees');

  faults.push(
    ...partition(
      offer.places.map((place) => place.serial),
      {
        cards: statement.cards.map((card) => card.serial),
        spoiled: statement.spoiled.map((card) => card.serial),
        void: statement.void,
        unused: statement.unused,
      },
      { missing: 'serial-missing', foreign: 'serial-foreign', twice: 'serial-twice' },
    ),
    ...partition(
      offer.barcodes,
      { 'barcodes.used': statement.barcodes.used, 'barcodes.unused': statement.barcodes.unused },
      { missing: 'barcode-missing', foreign: 'barcode-foreign', twice: 'barcode-twice' },
    ),
  );

  // A desk writes its own calendar day: a shift's months may reach half a day past its UTC window either way.
  const first = monthAt(offer.from - HALF_DAY);
  const last = monthAt(offer.until + HALF_DAY);
  for (const [i, card] of statement.cards.entries()) {
    if (card.issueMonth < first || card.issueMonth > last)
      fault('month-outside-shift', `cards[${i}].issueMonth`);
    if (card.expiryMonth !== null && card.expiryMonth <= card.issueMonth)
      fault('expiry-before-issue', `cards[${i}].expiryMonth`);
  }
  return faults;
}

const monthAt = (epochSeconds: number): string => new Date(epochSeconds * 1000).toISOString().slice(0, 7);

function partition(
  block: readonly string[],
  parts: Record<string, readonly string[]>,
  codes: { missing: ShiftCode; foreign: ShiftCode; twice: ShiftCode },
): ShiftFault[] {
  const faults: ShiftFault[] = [];
  const open = new Set(block);
  const seen = new Set<string>();
  for (const [name, members] of Object.entries(parts))
    for (const [i, member] of members.entries()) {
      if (seen.has(member)) faults.push({ code: codes.twice, path: `${name}[${i}]` });
      else if (!open.delete(member)) faults.push({ code: codes.foreign, path: `${name}[${i}]` });
      seen.add(member);
    }
  if (open.size > 0) faults.push({ code: codes.missing, path: '' });
  return faults;
}
