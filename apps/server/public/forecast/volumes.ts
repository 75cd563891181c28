import { readFileSync } from 'node:fs';
import { parseVolumes, type Volumes } from '@commonkey/exposure';
import { type PlainDate, type Program, portalRules } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { ConfigCode } from '../../config/errors.ts';

/** People whose records the page follows where the city has not said how many come. */
export const HUNDRED = 100;

/**
 * The volumes that `COMMONKEY_VOLUMES` names; null without it.
 * @throws Fault `config-volumes-wrong`, with `problem`: code and place of the first fault, or `file`
 */
export function readVolumes(path: string | null): Volumes | null {
  if (path === null) return null;
  const { volumes, faults } = parseVolumes(textOf(path));
  if (volumes) return volumes;
  const [first] = faults;
  throw wrong(first ? `${first.code} ${first.path}`.trim() : 'file');
}

/**
 * A hundred people of this month, on the longest way that the rules allow: online decided on the last day and never fetched,
 * or else a card at a desk. Each band of ages by itself, so that the least and the most are there.
 */
export function aHundred(program: Program, on: PlainDate): Volumes {
  const rules = portalRules(program);
  const month = on.slice(0, 7);
  const channel = rules ? 'portal' : 'events';
  const source = 'rules';
  return {
    format: 'commonkey-volumes-1',
    sources: { rules: { mark: 'ASSUMED', note: 'A hundred people of one month' } },
    arrivals: [{ channel, from: month, to: month, count: HUNDRED, source }],
    documents: [],
    scenarios: program.validity.map(({ ages }, place) => ({
      id: `ages-${place}`,
      words: { en: `ages ${ages.from ?? 0}` },
      ages: [{ ...ages, parts: 1 }],
      source,
    })),
    ways: rules
      ? [{ channel: 'portal', outcome: 'approved', parts: 1, decision: rules.decideDays, source }]
      : [],
  };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw wrong('file');
  }
}

const wrong = (problem: string) =>
  new Fault<ConfigCode>('config-volumes-wrong', { name: 'COMMONKEY_VOLUMES', problem });
