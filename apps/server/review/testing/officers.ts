import { randomUUID } from 'node:crypto';
import { newBoxKeys } from '@commonkey/vault';
import type { Context } from '../../context.ts';
import { ROLES, type Role } from '../../staff/roles.ts';
import type { OpenKey } from '../browser/key.ts';
import { addKey } from '../evidence/keys.ts';

export type Officer = OpenKey & { staffId: string; credential: string };

/** A member of staff with a passkey and a key for sealed evidence, whose private half the test holds in a passkey's place. */
export async function newOfficer(
  { store, random }: Pick<Context, 'store' | 'random'>,
  roles: readonly Role[] = ['reviewer', 'evidence-officer'],
): Promise<Officer> {
  const staffId = randomUUID();
  const keys = await newBoxKeys();
  const credential = Buffer.from(random(16)).toString('base64url');
  await store.write(async (tx) => {
    await tx.insertInto('staff_members').values({ id: staffId, called: 'Officer' }).execute();
    for (const role of ROLES.filter((one) => roles.includes(one)))
      await tx.insertInto('staff_roles').values({ staff_id: staffId, role, active: true }).execute();
    await tx
      .insertInto('staff_passkeys')
      .values({
        credential_id: credential,
        staff_id: staffId,
        public_key: random(77),
        sign_count: 0,
        synced: false,
        added_on: '2026-01-01',
        active: true,
      })
      .execute();
    await addKey(tx, staffId, { credential, publicKey: keys.publicKey, wrapped: random(125) });
  });
  return { ...keys, staffId, credential };
}

/** Their key, as the browser holds it while one file is open: `openFile` empties it. */
export const keyOf = ({ publicKey, privateKey }: Officer): OpenKey => ({
  publicKey,
  privateKey: privateKey.slice(),
});
