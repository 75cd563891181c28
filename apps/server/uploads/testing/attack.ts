import type { Confinement } from '../confinement.ts';
import { startChild } from '../fenced-child.ts';
import { insideScript } from '../inside-script.ts';
import type { Attempt } from './attacker.ts';

const script = await insideScript(new URL('./attacker.ts', import.meta.url), [], false);

/** Which of a confinement's layers hold: the others are taken away, so that each is seen to hold alone. */
export type Layers = { lock: boolean; permission: boolean };

/** Lets a child try something, and gives the code it ends with: `refused` and `worked`, or how it died. */
export async function attack(
  confinement: Confinement,
  layers: Layers,
  attempt: Attempt,
  wallMs?: number,
): Promise<string> {
  const child = await startChild(thinned(confinement, layers), script);
  try {
    await child.redraw({ kind: 'jpeg', want: 'paper' }, Buffer.from(JSON.stringify(attempt)), wallMs);
    return 'pages';
  } catch (error) {
    const { code } = Object(error) as { code?: unknown };
    return { 'upload-damaged': 'refused', 'upload-not-a-picture': 'worked' }[String(code)] ?? String(code);
  }
}

function thinned(confinement: Confinement, { lock, permission }: Layers): Confinement {
  return {
    ...confinement,
    lock: lock ? confinement.lock : null,
    command: (of) => {
      const [program, ...args] = confinement.command(of);
      const isRule = (arg: string) => arg === '--permission' || arg.startsWith('--allow-');
      return [program, ...args.filter((arg) => permission || !isRule(arg))];
    },
  };
}
