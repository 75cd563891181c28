import {
  ADVERSARIES,
  type Adversary,
  comeByNoWay,
  DEFAULT_CUSTODY,
  type Demand,
  dayNumber,
  elsewhere,
  isAdversary,
  outcomes,
  type Volumes,
  wholeCurve,
} from '@commonkey/exposure';
import { isPlainDate, nearest, type PlainDate, type Program } from '@commonkey/program';
import { codeDigest } from '@commonkey/server/legal/exposure/code-digest.ts';
import { Fault } from '@commonkey/words';
import type { Io } from '../io.ts';
import { readArguments } from '../program/usage.ts';
import { readRules } from '../records/alternatives.ts';
import { digestOf } from './digest.ts';
import { type ExposureCommandCode, readDemand, readVolumes, refuse } from './files.ts';
import type { Found } from './found.ts';
import { readLevers } from './levers.ts';
import { liesOf } from './lies.ts';
import { report } from './report.ts';
import { running } from './running.ts';
import { answersOf, besidesOf } from './scenarios.ts';
import { languageOf, speakExposure } from './words.ts';

/**
 * `commonkey exposure --scope FILE [--program DIR --volumes FILE] [--at D] [--as ADVERSARY] [--what-if all|LEVER]… [--curve] [--json] [--lang en|es]`: of the
 * running city, or of the people whom a volumes file brings under a program's rules.
 *
 * @returns 0 nothing that is asked for is held, 1 something is, 2 the command or a file was wrong, 3 what is declared and what
 *   is there differ: the answer is told and may not be relied on
 */
export async function exposure(argv: string[], io: Io): Promise<number> {
  const json = argv.includes('--json');
  let say = speakExposure('en');
  try {
    const { values, positionals } = readArguments(argv, {
      scope: { type: 'string' },
      program: { type: 'string' },
      volumes: { type: 'string' },
      at: { type: 'string' },
      as: { type: 'string' },
      'what-if': { type: 'string', multiple: true },
      curve: { type: 'boolean' },
      json: { type: 'boolean' },
      lang: { type: 'string' },
    });
    const language = languageOf(values.lang);
    say = speakExposure(language);
    const { scope, program, volumes, at } = values;
    if (scope === undefined || (program === undefined) !== (volumes === undefined) || positionals.length > 0)
      throw new Fault<ExposureCommandCode>('exposure-usage');
    if (at !== undefined && !isPlainDate(at))
      throw new Fault<ExposureCommandCode>('exposure-day-wrong', { day: at });
    const demand = readDemand(scope, say);
    const asked = adversaryOf(values.as, demand);
    const found =
      program === undefined || volumes === undefined
        ? withCurve(await running(demand, asked, at, { levers: values['what-if'] ?? [], say }), values.curve)
        : await expected(demand, asked, {
            volumes: readVolumes(volumes, say),
            rules: readRules(program),
            at,
            levers: values['what-if'] ?? [],
            curve: values.curve === true,
          });
    const { answers } = found;
    if (json) io.out(JSON.stringify(withBasis(demand, asked, found), null, 1));
    else io.out(report({ demand, adversary: asked, say, language, ...found }));
    if (found.examined && found.examined.assurance.mismatches.length > 0) return 3;
    return answers.some(({ items }) =>
      items.some(({ producible: { yes, reading, unknown } }) => yes + reading + unknown > 0),
    )
      ? 1
      : 0;
  } catch (error) {
    return refuse(error, { json, io, say });
  }
}

/** Of the running city the curve begins today: what was there before and is gone is not counted any more. */
export function withCurve(found: Found, curve = false): Found {
  const { examined } = found;
  if (!curve || !examined) return found;
  const past = { past: [], before: { people: [], objects: [] } };
  const items = examined.items.map((one) => ({ ...past, ahead: one.curve }));
  return { ...found, curves: [{ scenario: 'observed', items }] };
}

function adversaryOf(name: string | undefined, { instrument }: Demand): Adversary {
  if (name === undefined) return ofInstrument(instrument.type);
  if (isAdversary(name)) return name;
  throw new Fault<ExposureCommandCode>('exposure-adversary-unknown', {
    adversary: name,
    meant: nearest(name, ADVERSARIES) ?? 'none',
    known: ADVERSARIES.join(', '),
  });
}

/** Whoever serves an instrument may get a court to order it: what an order would get is what counts. */
function ofInstrument(type: Demand['instrument']['type']): Adversary {
  if (type === 'records-request') return 'records-request';
  if (type === 'civil-subpoena') return 'civil-discovery';
  if (type === 'vendor-subpoena') return 'vendor-served';
  if (type === 'judicial-warrant') return 'search-warrant-on';
  return type === 'court-order' ? 'court-order' : 'administrative-subpoena';
}

type Expecting = {
  rules: Program;
  volumes: Volumes;
  at: PlainDate | undefined;
  levers: readonly string[];
  curve: boolean;
};

/** What would lie there of the people whom the volumes bring. */
async function expected(
  demand: Demand,
  as: Adversary,
  { rules, volumes, at = demand.instrument.served, levers, curve }: Expecting,
): Promise<Found> {
  return {
    rules,
    at,
    source: 'volumes',
    answers: answersOf(demand, rules, volumes, at, as),
    volumes,
    ...(levers.length > 0 ? { whatIf: outcomes(demand, readLevers(levers, rules, volumes), as, at) } : {}),
    ...(curve && {
      curves: volumes.scenarios.map((scenario) => ({
        scenario: scenario.id,
        items: demand.items.map((item) =>
          wholeCurve(
            { rules, volumes, scenario },
            item,
            { adversary: as, custody: DEFAULT_CUSTODY },
            dayNumber(at),
          ),
        ),
      })),
    }),
    ...besidesOf(demand, rules, volumes, at),
    restsOn: { rules: digestOf(rules), volumes: digestOf(volumes), code: await codeDigest() },
  };
}

/** The answer with what it rests on: nobody should quote one without the other. */
function withBasis(demand: Demand, as: Adversary, found: Found) {
  const { rules, at, source, answers, whatIf, examined, curves, machines = null, volumes, restsOn } = found;
  const { plans, harm } = found;
  return {
    demand: { id: demand.id, instrument: demand.instrument, source: demand.source },
    program: rules.id,
    version: rules.version,
    at,
    as,
    from: source,
    scenarios: answers,
    lies: demand.items.map((_, place) =>
      answers.map(({ items }) => items[place] && liesOf(items[place], rules, machines)),
    ),
    elsewhere: demand.items.map((item, place) =>
      answers.map(({ items }) => items[place] && elsewhere(rules, item, items[place])),
    ),
    ...(whatIf ? { whatIf } : {}),
    ...(curves ? { curves } : {}),
    ...(examined && {
      ahead: examined.items.map(({ plan, curve }) => ({ plan, curve })),
      harm: examined.harm,
      custody: examined.custody,
      assurance: examined.assurance,
      today: examined.today,
    }),
    ...(plans ? { plans } : {}),
    ...(harm ? { harm } : {}),
    ...(restsOn ? { restsOn } : {}),
    ...(volumes && {
      noWay: comeByNoWay(rules, volumes),
      words: volumes.scenarios.map(({ id, words, source: from }) => ({ id, words, source: from })),
      sources: volumes.sources,
    }),
  };
}
