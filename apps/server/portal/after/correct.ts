import { endOf } from '@commonkey/program';
import type { Context } from '../../context.ts';
import type { Change, Seen } from '../change-sealed.ts';
import { today } from '../draft.ts';
import { type CardFile, type ContactFile, packCard, packContact, unpackCard } from '../file-layout.ts';
import type { PortalSession } from '../session.ts';
import { openHead, openOwn, sealOwn } from './reseal.ts';
import { headOf, mayCorrect } from './stands.ts';
import { type Remember, writeByCode } from './write.ts';

export async function readCard(context: Context, session: PortalSession): Promise<CardFile> {
  return unpackCard(await openOwn(context, session, 'card'));
}

/** Changes what the card will say. Whoever has it open to decide gets it anew: no verdict is about what nobody saw. */
export async function correctCard(
  context: Context,
  session: PortalSession,
  change: (card: CardFile) => CardFile,
  remember?: Remember,
): Promise<boolean> {
  return writeCard(context, session, change, {}, remember);
}

/** Another photo, asked for or not; nothing more is asked of it then. @param jpeg of plain pixels; zeroed here */
export async function replaceFace(
  context: Context,
  session: PortalSession,
  jpeg: Uint8Array,
): Promise<boolean> {
  try {
    return await writeCard(context, session, (card) => ({ ...card, face: jpeg }), { face_asked: false });
  } finally {
    jpeg.fill(0);
  }
}

async function writeCard(
  context: Context,
  session: PortalSession,
  change: (card: CardFile) => CardFile,
  set: { face_asked?: false },
  remember?: Remember,
): Promise<boolean> {
  const headIn = ({ heads }: Seen) => headOf(heads, 'card', today(context));
  const corrected: Change<true> = {
    kinds: ['card'],
    may: (seen) => mayCorrect(seen, today(context)) && headIn(seen) !== undefined,
    async prepare(seen, seal) {
      const head = headIn(seen);
      if (!head) return null;
      const before = await openHead(context, session, head);
      const plain = packCard(change(unpackCard(before)));
      before.fill(0);
      await sealOwn(seal, session, { kind: 'card', endsOn: head.endsOn, plain });
      return true;
    },
    async write(tx, { id }) {
      // No verdict is about what nobody saw.
      await tx
        .updateTable('applications')
        .set({ ...set, reserved_by: null, reserved_until: null })
        .where('id', '=', id)
        .execute();
      return [];
    },
  };
  return writeByCode(context, session, corrected, remember);
}

/** Where we may write, or null for nowhere: then the address we had is destroyed. */
export async function correctContact(
  context: Context,
  session: PortalSession,
  contact: ContactFile | null,
): Promise<boolean> {
  const latest = endOf(context.program.program, 'contact', { submission: today(context) });
  return writeByCode<true>(context, session, {
    kinds: ['contact'],
    may: (seen) => mayCorrect(seen, today(context)),
    async prepare({ row }, seal) {
      const endsOn = latest < row.ends_on ? latest : row.ends_on;
      if (contact) await sealOwn(seal, session, { kind: 'contact', endsOn, plain: packContact(contact) });
      return true;
    },
    write: async () => [],
  });
}
