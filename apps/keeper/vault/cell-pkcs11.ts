import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Fault, isFault } from '@commonkey/words';
import type { KeeperCode } from '../codes.ts';
import { CKA, type Device, loadDevice, type Template } from './pkcs11-device.ts';
import type { Root, RootCell } from './root-cell.ts';
import type { CellSettings } from './settings.ts';

type Settings = Extract<CellSettings, { kind: 'pkcs11' }>;

/** `CKA_ID`: 16 bytes of the vault, so that two cities under one label never end each other's roots, and 8 of the root. */
const VAULT_ID = 16;
const ROOT_ID = 8;
const NONCE = 12;
const AAD = Buffer.from('commonkey-vault-root-v1');

/**
 * Roots as AES-256 keys of a token (PKCS #11 v2.40: `CKO_SECRET_KEY`, sensitive, not extractable, AES-GCM), ended by
 * `C_DestroyObject`. What the device's own backup keeps is outside of this: switch it off.
 */
export function pkcs11Cell(settings: Settings): RootCell {
  let device: Device | undefined;
  let locked = false;

  /** Runs on an open session; a lost one is opened anew, once a question. A refused PIN is never tried twice. */
  const use = async <T>(work: (device: Device) => T): Promise<T> => {
    // Tokens count wrong PINs and lock for good: only a restart tries again.
    if (locked) throw new Fault<KeeperCode>('vault-root-locked');
    for (const again of [true, false]) {
      try {
        device ??= await loadDevice(settings, readFileSync(settings.pinFile, 'utf8').trim());
        return work(device);
      } catch (error) {
        const lost = device !== undefined;
        device?.close();
        device = undefined;
        if (isFault(error)) {
          locked = error.code === ('vault-root-locked' satisfies KeeperCode);
          throw error;
        }
        if (!again || !lost) throw new Fault<KeeperCode>('vault-root-away', {}, { cause: error });
      }
    }
    throw new Fault<KeeperCode>('vault-root-away');
  };

  const ids = new WeakMap<Root, Buffer>();
  const rootOf = (id: Buffer): Root => {
    const key = (on: Device) => {
      const [handle] = on.find([...ours(), { type: CKA.ID, value: id }]);
      if (!handle) throw new Fault<KeeperCode>('vault-root-missing');
      return handle;
    };
    const root: Root = {
      wrap: (plain) =>
        use((on) => {
          const nonce = randomBytes(NONCE);
          return Buffer.concat([nonce, on.encrypt(key(on), nonce, AAD, plain)]);
        }),
      unwrap: (sealed) =>
        use((on) =>
          on.decrypt(
            key(on),
            Buffer.from(sealed.subarray(0, NONCE)),
            AAD,
            Buffer.from(sealed.subarray(NONCE)),
          ),
        ),
    };
    ids.set(root, id);
    return root;
  };
  const ours = (): Template => [{ type: CKA.LABEL, value: settings.label }];
  const vaultOf = (root: Root | undefined): Buffer | undefined =>
    root && ids.get(root)?.subarray(0, VAULT_ID);

  return {
    kind: 'pkcs11',
    read: () => use((on) => on.find(ours()).map((handle) => rootOf(on.idOf(handle)))),
    writeNext: (inUse) =>
      use((on) => {
        const id = Buffer.concat([vaultOf(inUse) ?? randomBytes(VAULT_ID), randomBytes(ROOT_ID)]);
        on.generate(settings.label, id);
        return rootOf(id);
      }),
    destroyOld: (kept) =>
      use((on) => {
        const id = ids.get(kept) ?? Buffer.alloc(0);
        // Another device in its place has nothing of ours to end.
        if (on.find([...ours(), { type: CKA.ID, value: id }]).length === 0)
          throw new Fault<KeeperCode>('vault-root-missing');
        for (const handle of on.find(ours())) {
          const other = on.idOf(handle);
          if (!other.equals(id) && other.subarray(0, VAULT_ID).equals(id.subarray(0, VAULT_ID)))
            on.destroy(handle);
        }
      }),
  };
}
