import type { BoxPublicKey } from '@commonkey/vault';
import type { Reader } from '../../store/store.ts';

/** The two offices that hold keys for sealed evidence: one decides, the other opens by order afterwards. */
export type EvidenceRole = 'reviewer' | 'evidence-officer';
/** A person with every key of theirs: one for each passkey they made it with. */
export type Holder = { staffId: string; keys: readonly BoxPublicKey[] };

/** Everybody who has the role now and can open what is sealed to them. A passkey that is gone takes its key along. */
export async function holdersOf(read: Reader, role: EvidenceRole): Promise<Holder[]> {
  const rows = await read
    .selectFrom('evidence_keys as k')
    .innerJoin('staff_passkeys as p', 'p.credential_id', 'k.credential_id')
    .innerJoin('staff_members as m', 'm.id', 'k.staff_id')
    .innerJoin('staff_roles as r', 'r.staff_id', 'k.staff_id')
    .select(['k.staff_id as staffId', 'k.public_key as key'])
    .where('k.active', '=', true)
    .where('p.active', '=', true)
    .where('m.left_on', 'is', null)
    .where('r.role', '=', role)
    .where('r.active', '=', true)
    .orderBy('k.staff_id')
    .orderBy('k.public_key')
    .execute();
  const holders = new Map<string, BoxPublicKey[]>();
  for (const { staffId, key } of rows) holders.set(staffId, [...(holders.get(staffId) ?? []), key]);
  return Array.from(holders, ([staffId, keys]) => ({ staffId, keys }));
}

/** Whether exactly one person can sign in at all: a city hall of one. */
export async function worksAlone(read: Reader): Promise<boolean> {
  const people = await read
    .selectFrom('staff_members as m')
    .innerJoin('staff_passkeys as p', 'p.staff_id', 'm.id')
    .select('m.id')
    .distinct()
    .where('m.left_on', 'is', null)
    .where('p.active', '=', true)
    .limit(2)
    .execute();
  return people.length === 1;
}
