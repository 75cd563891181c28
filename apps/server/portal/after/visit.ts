import type { Context } from '../../context.ts';
import type { VisitMarks } from '../shares.ts';

/** A session has room for so many of a program's requirements; what is beyond is forgotten, and harms nothing. */
const MOST = 32;
const known = ({ program }: Context): string[] =>
  program.program.requirements.slice(0, MOST).map(({ id }) => id);

/** Requirements as bits, by their place in the program: a session's box is as long whichever they are. */
export function bitsOf(context: Context, needs: readonly string[]): number {
  return (
    known(context).reduce((bits, id, place) => (needs.includes(id) ? bits | (1 << place) : bits), 0) >>> 0
  );
}

export const needsOf = (context: Context, bits: number): string[] =>
  known(context).filter((_id, place) => (bits >>> place) & 1);

/** All of it is with a reviewer now. */
export const givenBack =
  (context: Context) =>
  ({ added, offered }: VisitMarks, { unmet }: { unmet: readonly string[] }) => ({
    added: 0,
    offered: (offered | added | bitsOf(context, unmet)) >>> 0,
  });
