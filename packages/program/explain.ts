import type { Speak } from '@commonkey/words';
import type { ProgramFault } from './check/fault.ts';
import type { Open } from './established.ts';
import type { Gap, Missing } from './gaps.ts';
import type { Unusable } from './worth.ts';

/*
 * Codes into sentences. Each `say` must know `programWords` and the program's own `words` of one language:
 * `speaker(language, programWords[language], program.words[language])`.
 */

function known(params: Gap['params']): Record<string, string | number> {
  return { ...params, hasMeant: params.meant ? 'yes' : 'no' };
}

function names(say: Speak, papers: readonly string[]): string {
  return papers.map((paper) => say(`paper.${paper}`)).join(', ');
}

/** "one paper that shows your photo" */
export function wordGap(say: Speak, gap: Gap): string {
  const params: Record<string, string | number> = { ...gap.params, papers: names(say, gap.papers) };
  for (const kind of ['shows', 'list', 'category']) {
    const id = gap.params[kind];
    if (id !== undefined) params[kind] = say(`${kind}.${id}`);
  }
  return say(`assess.${gap.code}`, params);
}

/** "Papers that show who the person is: one paper of list A; or 2 papers of list B and …" */
export function wordMissing(say: Speak, missing: Missing): string {
  const ways = missing.alternatives.map((gaps) =>
    gaps.map((gap) => wordGap(say, gap)).join(` ${say('assess.and')} `),
  );
  const title =
    missing.requirement === 'eligible' ? say('assess.eligible') : say(`requirement.${missing.requirement}`);
  return `${title}: ${ways.join(`; ${say('assess.or')} `)}`;
}

export function wordUnusable(say: Speak, unusable: Unusable): string {
  const { companions } = unusable.params;
  return say(`assess.unusable.${unusable.code}`, {
    ...unusable.params,
    paper: say(`paper.${unusable.paper}`),
    ...(typeof companions === 'string' ? { companions: names(say, companions.split(' ')) } : {}),
  });
}

export function wordOpen(say: Speak, open: Open): string {
  if (open.code === 'unestablished') return say(`unestablished.${open.id}`);
  const what =
    open.code === 'paper-unchecked'
      ? say(`paper.${open.id}`)
      : open.code === 'requirement-unchecked'
        ? say(`requirement.${open.id}`)
        : '';
  return say(`assess.open.${open.code}`, { what });
}

/** What is wrong and the way out, for a fault of `parseProgram`; `say` needs `programWords` only. */
export function wordFault(say: Speak, fault: ProgramFault): { problem: string; remedy: string } {
  const params = known(fault.params);
  const kind = fault.params.kind;
  if (typeof kind === 'string') params.kind = say(`check.kind.${kind}`);
  const { shape } = fault.params;
  if (shape !== undefined) params.how = say(`check.shape.${shape}`);
  // Another file than a program’s has no list of what is not known.
  params.rules = fault.file === '' ? 'no' : 'yes';
  return { problem: say(`check.${fault.code}`, params), remedy: say(`check.${fault.code}.remedy`, params) };
}
