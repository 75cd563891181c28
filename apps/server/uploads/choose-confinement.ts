import { type Confinement, confinements, findTools, type Strength, type Tools } from './confinement.ts';
import { type FencedChild, startChild } from './fenced-child.ts';
import type { InsideScript } from './inside-script.ts';

export type Chosen = { confinement: Confinement; child: FencedChild | null };

/**
 * The strongest way to fence that works on this machine. A machine can have the programs and forbid what they do, as most
 * containers do, so each is tried by starting a child in it.
 *
 * @returns the child that came up in it; null when none came up in any
 */
export async function chooseConfinement(
  script: InsideScript,
  { tools = findTools(), only }: { tools?: Tools; only?: Strength } = {},
): Promise<Chosen> {
  const ways = confinements(tools, process.getuid?.() === 0).filter(
    ({ strength }) => only === undefined || strength === only,
  );
  for (const confinement of ways) {
    const child = await startChild(confinement, script).catch(() => null);
    if (child !== null) return { confinement, child };
  }
  const confinement = ways.at(-1);
  if (confinement === undefined) throw new Error(`this machine has nothing to fence by ${only} with`);
  return { confinement, child: null };
}
