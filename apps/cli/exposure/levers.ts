import { closingPortal, everyLever, type Lever, type Volumes, withoutHolding } from '@commonkey/exposure';
import { nearest, type Program } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import { readAlternative } from '../records/alternatives.ts';
import type { ExposureCommandCode } from './files.ts';

/**
 * The rules as they are, then each lever: `close:portal`, `without:HOLDS`, `SERIES:30d`, or another schedule as `records forecast`
 * takes it (`NAME=SERIES:30d`, `NAME=FOLDER`). `all`: whatever could be otherwise in these rules.
 */
export function readLevers(asked: readonly string[], rules: Program, volumes: Volumes): Lever[] {
  const own: Lever = { name: rules.id, rules, volumes };
  const levers = asked.flatMap((text) =>
    text === 'all' ? everyLever(rules, volumes).slice(1) : [readLever(text, rules, volumes)],
  );
  return [own, ...levers];
}

function readLever(text: string, rules: Program, volumes: Volumes): Lever {
  if (text === 'close:portal') return closingPortal(text, rules, volumes);
  const [what, holds = ''] = text.split(':');
  if (what !== 'without') {
    const named = text.includes(':') && !text.includes('=') ? `${text}=${text}` : text;
    return { ...readAlternative(named, rules), volumes };
  }
  const known = [...new Set(rules.series.flatMap((one) => one.holds))];
  if (!known.includes(holds))
    throw new Fault<ExposureCommandCode>('exposure-holds-unknown', {
      holds,
      meant: nearest(holds, known) ?? 'none',
      known: known.join(', '),
    });
  return withoutHolding(holds, text, rules, volumes);
}
