import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Fault } from '@commonkey/words';
import type { KeeperCode } from '../codes.ts';
import type { CellSettings } from './settings.ts';

/** Numbers of PKCS #11 v2.40 (pkcs11t.h) that are used here. */
export const CKA = { CLASS: 0x0, TOKEN: 0x1, PRIVATE: 0x2, LABEL: 0x3, KEY_TYPE: 0x100, ID: 0x102 } as const;
const FURTHER = {
  SENSITIVE: 0x103,
  ENCRYPT: 0x104,
  DECRYPT: 0x105,
  VALUE_LEN: 0x161,
  EXTRACTABLE: 0x162,
} as const;
const CKO_SECRET_KEY = 4;
const CKK_AES = 0x1f;
const CKM_AES_KEY_GEN = 0x1080;
const CKM_AES_GCM = 0x1087;
/** Of pkcs11js, not of the standard. */
const CK_PARAMS_AES_GCM = 3;
const CKF_RW_SESSION = 2;
const CKF_SERIAL_SESSION = 4;
const CKU_USER = 1;
const ALREADY_INITIALIZED = 0x191;
const ALREADY_LOGGED_IN = 0x100;
/** Incorrect, invalid, of wrong length, expired, locked, never set. */
const PIN_REFUSED = new Set([0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0x102]);
/** Sealed under another key, or changed: what the tag says in the words of different devices. */
const NOT_OURS = new Set([0x40, 0x41, 0x05, 0x20, 0x21]);
const MOST_ROOTS = 100;
const TAG_BITS = 128;

type Handle = Buffer;
export type Template = { type: number; value: Buffer | string | number | boolean }[];
type Mechanism = { mechanism: number; parameter?: unknown };
/** The functions of pkcs11js that are used here: it is an optional package, and absent in most places. */
type Library = {
  load(path: string): void;
  close(): void;
  C_Initialize(): void;
  C_Finalize(): void;
  C_GetSlotList(withToken: boolean): Handle[];
  C_GetTokenInfo(slot: Handle): { label: string };
  C_OpenSession(slot: Handle, flags: number): Handle;
  C_CloseSession(session: Handle): void;
  C_Login(session: Handle, user: number, pin: string): void;
  C_FindObjectsInit(session: Handle, template: Template): void;
  C_FindObjects(session: Handle, most: number): Handle[];
  C_FindObjectsFinal(session: Handle): void;
  C_GetAttributeValue(session: Handle, object: Handle, template: { type: number }[]): { value: Buffer }[];
  C_GenerateKey(session: Handle, mechanism: Mechanism, template: Template): Handle;
  C_DestroyObject(session: Handle, object: Handle): void;
  C_EncryptInit(session: Handle, mechanism: Mechanism, key: Handle): void;
  C_Encrypt(session: Handle, input: Buffer, room: Buffer): Buffer;
  C_DecryptInit(session: Handle, mechanism: Mechanism, key: Handle): void;
  C_Decrypt(session: Handle, input: Buffer, room: Buffer): Buffer;
};

/** A token with a user's session on it. Every function waits for the device. */
export type Device = {
  find(template: Template): Handle[];
  idOf(object: Handle): Buffer;
  generate(label: string, id: Buffer): void;
  destroy(object: Handle): void;
  /** Ciphertext and tag. */
  encrypt(key: Handle, nonce: Buffer, aad: Buffer, plain: Buffer): Buffer;
  /** Undefined where the tag is wrong. */
  decrypt(key: Handle, nonce: Buffer, aad: Buffer, sealed: Buffer): Buffer | undefined;
  close(): void;
};

type Settings = Extract<CellSettings, { kind: 'pkcs11' }>;
const codeOf = (error: unknown): number => Number(Object(error).code);

/** Logs in. Faults: `vault-root-locked` (the PIN is refused), `vault-root-away` (no such library, token or package). */
export async function loadDevice(settings: Settings, pin: string): Promise<Device> {
  const library = loadLibrary(settings.binding);
  library.load(settings.module);
  const slot = slotOf(library, settings.token);
  const session = library.C_OpenSession(slot, CKF_RW_SESSION | CKF_SERIAL_SESSION);
  try {
    unless(ALREADY_LOGGED_IN, () => library.C_Login(session, CKU_USER, pin));
  } catch (error) {
    if (PIN_REFUSED.has(codeOf(error)))
      throw new Fault<KeeperCode>('vault-root-locked', {}, { cause: error });
    throw error;
  }
  return deviceOn(library, session);
}

function slotOf(library: Library, token: string): Handle {
  const labelOf = (slot: Handle): string => {
    try {
      return library.C_GetTokenInfo(slot).label.trimEnd();
    } catch {
      return '';
    }
  };
  // A library may know only the tokens that were there when it started: where ours is missing it starts anew.
  for (const again of [true, false]) {
    unless(ALREADY_INITIALIZED, () => library.C_Initialize());
    const slot = library.C_GetSlotList(true).find((candidate) => labelOf(candidate) === token);
    if (slot) return slot;
    if (again) library.C_Finalize();
  }
  throw new Fault<KeeperCode>('vault-root-away');
}

function deviceOn(library: Library, session: Handle): Device {
  const gcm = (nonce: Buffer, aad: Buffer): Mechanism => ({
    mechanism: CKM_AES_GCM,
    parameter: { type: CK_PARAMS_AES_GCM, iv: nonce, ivBits: nonce.length * 8, aad, tagBits: TAG_BITS },
  });
  return {
    find(template) {
      library.C_FindObjectsInit(session, [{ type: CKA.CLASS, value: CKO_SECRET_KEY }, ...template]);
      try {
        return library.C_FindObjects(session, MOST_ROOTS);
      } finally {
        library.C_FindObjectsFinal(session);
      }
    },
    idOf: (object) =>
      library.C_GetAttributeValue(session, object, [{ type: CKA.ID }])[0]?.value ?? Buffer.alloc(0),
    generate(label, id) {
      library.C_GenerateKey(session, { mechanism: CKM_AES_KEY_GEN }, [
        { type: CKA.CLASS, value: CKO_SECRET_KEY },
        { type: CKA.KEY_TYPE, value: CKK_AES },
        { type: CKA.TOKEN, value: true },
        { type: CKA.PRIVATE, value: true },
        { type: CKA.LABEL, value: label },
        { type: CKA.ID, value: id },
        { type: FURTHER.SENSITIVE, value: true },
        { type: FURTHER.EXTRACTABLE, value: false },
        { type: FURTHER.ENCRYPT, value: true },
        { type: FURTHER.DECRYPT, value: true },
        { type: FURTHER.VALUE_LEN, value: 32 },
      ]);
    },
    destroy: (object) => library.C_DestroyObject(session, object),
    encrypt(key, nonce, aad, plain) {
      library.C_EncryptInit(session, gcm(nonce, aad), key);
      return library.C_Encrypt(session, plain, Buffer.alloc(plain.length + TAG_BITS / 8));
    },
    decrypt(key, nonce, aad, sealed) {
      library.C_DecryptInit(session, gcm(nonce, aad), key);
      try {
        return library.C_Decrypt(session, sealed, Buffer.alloc(sealed.length));
      } catch (error) {
        if (NOT_OURS.has(codeOf(error))) return undefined;
        throw error;
      }
    },
    close() {
      try {
        library.C_CloseSession(session);
      } catch {
        // It was lost; that is why it is closed.
      }
    },
  };
}

function loadLibrary(binding: string | undefined): Library {
  const from = createRequire(binding === undefined ? import.meta.url : join(binding, 'package.json'));
  try {
    const { PKCS11 } = from(binding ?? 'pkcs11js') as { PKCS11: new () => Library };
    return new PKCS11();
  } catch (error) {
    throw new Fault<KeeperCode>('vault-root-away', {}, { cause: error });
  }
}

function unless(code: number, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (codeOf(error) !== code) throw error;
  }
}
