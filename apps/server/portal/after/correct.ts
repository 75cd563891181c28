import { endOf } from '@commonkey/program';
import type { Context } from '../../context.ts';
import type { Writer } from '../../store/store.ts';
import type { ApplicationState } from '../../store/tables/portal.ts';
import type { Which } from '../../vault/vault.ts';
import { today } from '../draft.ts';
import { type CardFile, type ContactFile, packCard, packContact, unpackCard } from '../file-layout.ts';
import type { PortalSession } from '../session.ts';
import { openOwn, sealOwn } from './reseal.ts';
import { CORRECTABLE } from './stands.ts';
import { writeByCode } from './write.ts';

export async function readCard(context: Context, session: PortalSession): Promise<CardFile> {
  return unpackCard((await openOwn(context, session, 'card')).plain);
}

/** Changes what the card will say. Whoever has it open to decide gets it anew: no verdict is about what nobody saw. */
export async function correctCard(
  context: Context,
  session: PortalSession,
  change: (card: CardFile) => CardFile,
): Promise<boolean> {
  return writeCard(context, session, change, CORRECTABLE);
}

/** The other photo that was asked for; nothing more is asked of it then. @param jpeg of plain pixels; zeroed here */
export async function replaceFace(
  context: Context,
  session: PortalSession,
  jpeg: Uint8Array,
): Promise<boolean> {
  const done = await writeCard(context, session, (card) => ({ ...card, face: jpeg }), ['asked'], {
    face_asked: false,
  });
  jpeg.fill(0);
  return done;
}

async function writeCard(
  context: Context,
  session: PortalSession,
  change: (card: CardFile) => CardFile,
  states: readonly ApplicationState[],
  set?: { face_asked: false },
): Promise<boolean> {
  const { head, plain } = await openOwn(context, session, 'card');
  const after = packCard(change(unpackCard(plain)));
  plain.fill(0);
  const sealed = await sealOwn(context, session, { kind: 'card', endsOn: head.endsOn, plain: after });
  return writeByCode(context, session, states, async (tx, row) => {
    await context.vault.keep(tx, sealed);
    if (set) await tx.updateTable('applications').set(set).where('id', '=', row.id).execute();
    return replaced(context, tx, row.id, 'card', sealed.id);
  });
}

/** Where we may write, or null for nowhere: then the address we had is destroyed. */
export async function correctContact(
  context: Context,
  session: PortalSession,
  contact: ContactFile | null,
): Promise<boolean> {
  const latest = endOf(context.program.program, 'contact', { submission: today(context) });
  const { ends_on } = session.application;
  const endsOn = latest < ends_on ? latest : ends_on;
  const sealed =
    contact && (await sealOwn(context, session, { kind: 'contact', endsOn, plain: packContact(contact) }));
  return writeByCode(context, session, CORRECTABLE, async (tx, row) => {
    if (sealed) await context.vault.keep(tx, sealed);
    return replaced(context, tx, row.id, 'contact', sealed?.id ?? null);
  });
}

/** Ends every record of a kind but the new one, and takes the file back from whoever has it open. */
async function replaced(
  context: Context,
  tx: Writer,
  application: string,
  kind: 'card' | 'contact',
  by: string | null,
): Promise<Which | null> {
  const heads = await context.vault.heads(tx, application);
  const ids = heads
    .filter((head) => head.kind === kind && head.id !== by && !head.ending)
    .map(({ id }) => id);
  const which = { application, ids };
  // Who had given no address has none to replace.
  if (ids.length > 0) await context.vault.end(tx, which, 'superseded');
  if (kind === 'card')
    await tx
      .updateTable('applications')
      .set({ reserved_by: null, reserved_until: null })
      .where('id', '=', application)
      .execute();
  return ids.length > 0 ? which : null;
}
