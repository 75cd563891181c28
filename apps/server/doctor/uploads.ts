import { chooseConfinement } from '../uploads/choose-confinement.ts';
import type { Strength, Tools } from '../uploads/confinement.ts';
import { scriptFor } from '../uploads/inside-script.ts';
import type { Finding } from './finding.ts';

const LEVELS: Readonly<Record<Strength, Finding['level']>> = {
  bubblewrap: 'ok',
  namespaces: 'ok',
  limits: 'warn',
  'node-alone': 'warn',
};

/**
 * How strongly this machine fences the child that opens what people upload: found by starting one.
 * @param tools to look at another machine than this one; a test's
 */
export async function uploadsFinding(tools?: Tools): Promise<Finding> {
  const script = await scriptFor('jpeg');
  const { confinement, child } = await chooseConfinement(script, tools === undefined ? {} : { tools });
  child?.kill();
  if (child === null) return { level: 'fail', code: 'uploads-none' };
  return { level: LEVELS[confinement.strength], code: `uploads-${confinement.strength}` };
}
