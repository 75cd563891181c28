import { Fault, type FaultParams } from '@commonkey/words';

/** What the vault commands refuse, beside the keeper's own codes. */
export type VaultCommandCode = 'vault-no-replica';

export function vaultFault(code: VaultCommandCode, params?: FaultParams): Fault<VaultCommandCode> {
  return new Fault(code, params);
}
