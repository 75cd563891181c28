import { newKeyPair, type Signer, webCryptoSigner } from '@commonkey/credential';
import {
  type AgeTally,
  appendEntry,
  type Chain,
  type ChainBody,
  closingStatement,
  openChain,
  type ShiftOffer,
  type SignedStatement,
  signStatement,
} from '@commonkey/shift';

export const newDesk = async (): Promise<Signer> => webCryptoSigner(await newKeyPair());

/** Works a shift as a desk would: prints the first serials, spoils one, voids one, leaves the rest, closes. */
export async function workShift(
  offer: ShiftOffer,
  desk: Signer,
  work: {
    print: number;
    slip?: (serial: string) => string | null;
    spoil?: boolean;
    void?: boolean;
    more?: ChainBody[];
    expiryMonth?: string | null;
    ages?: AgeTally;
  },
): Promise<{ signed: SignedStatement; printed: string[]; dead: string[] }> {
  const month = new Date(offer.from * 1000).toISOString().slice(0, 7);
  const serials = offer.places.map((place) => place.serial);
  let chain: Chain = await openChain(offer, '5a'.repeat(32));
  const say = async (body: ChainBody) => {
    chain = await appendEntry(offer, chain, body);
  };
  const intend = async (serial: string, barcode: string | null) =>
    say({ kind: 'intent', serial, purpose: 'first', barcode });
  const printed = serials.splice(0, work.print);
  const expiryMonth = work.expiryMonth === undefined ? '2031-01' : work.expiryMonth;
  for (const [i, serial] of printed.entries()) {
    await intend(serial, offer.barcodes[i] ?? null);
    await say({ kind: 'printed', serial, issueMonth: month, expiryMonth, slip: work.slip?.(serial) ?? null });
  }
  const dead: string[] = [];
  if (work.spoil) {
    const serial = serials.shift() ?? '';
    await intend(serial, null);
    await say({ kind: 'spoiled', serial, reason: 'jam' });
    dead.push(serial);
  }
  if (work.void) {
    const serial = serials.shift() ?? '';
    await intend(serial, null);
    await say({ kind: 'void', serial });
    dead.push(serial);
  }
  for (const body of work.more ?? []) await say(body);
  await say({ kind: 'close' });
  return { signed: await signStatement(closingStatement(offer, chain, work.ages), desk), printed, dead };
}
