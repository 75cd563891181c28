import { webCryptoSigner } from '@commonkey/credential';
import { type Chain, pendingSerials, verifyChain } from '@commonkey/shift';
import { Fault } from '@commonkey/words';
import type { DeskCode } from '../codes.ts';
import { fromBase64url } from '../vault/bytes.ts';
import { openDeskKey, openShiftKey } from '../vault/keys.ts';
import { unlockWithPasskey } from '../vault/passkey.ts';
import type { Vault } from '../vault/vault.ts';
import { type LiveShift, liveShift, type ShiftRecord } from './live-shift.ts';

export type Resumed = { readonly shift: LiveShift; readonly voided: number };

/**
 * Takes up a shift after a reload or a power cut, with no network: the passkey opens the shift key, the chain is read
 * whole, and a serial that was under way is void, since a serial signs once (F-02).
 *
 * @throws Fault `desk-passkey-refused` | `desk-passkey-other` | `desk-storage-damaged` | `chain-broken`
 */
export async function resumeShift(vault: Vault, now: () => number): Promise<Resumed> {
  const envelope = await vault.envelope();
  if (!envelope) throw new Fault<DeskCode>('desk-storage-damaged', { place: 'envelope' });
  const prf = await unlockWithPasskey(envelope.credentialId, envelope.prfInput);
  const key = await openShiftKey(prf, envelope.salt, envelope.shiftKey);
  prf.fill(0);
  const record = (await vault.get(key, 'shift')) as ShiftRecord | undefined;
  const wrapped = (await vault.get(key, 'desk-key')) as { iv: string; bytes: string } | undefined;
  if (!record || !wrapped) throw new Fault<DeskCode>('desk-storage-damaged', { place: 'shift' });
  const chain = (await vault.chain(key)) as Chain;
  await verifyChain(record.offer, chain);
  const deskKey = await openDeskKey(
    key,
    { iv: fromBase64url(wrapped.iv), bytes: fromBase64url(wrapped.bytes) },
    record.publicJwk,
  );
  const shift = await liveShift({ record, signer: await webCryptoSigner(deskKey), vault, key, chain, now });
  const pending = pendingSerials(record.offer, chain);
  for (const serial of pending) await shift.append({ kind: 'void', serial });
  return { shift, voided: pending.length };
}
