import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Adversary,
  answer,
  type Demand,
  dayNumber,
  type ItemAnswer,
  modelled,
  type Volumes,
} from '@commonkey/exposure';
import type { PlainDate, Program } from '@commonkey/program';
import { parseProgram } from '@commonkey/program/parse.ts';
import type { Context } from '../../context.ts';
import { readVolumes } from '../../public/service.ts';

/** What comes with the software: rules of cities to hold a demand against. */
const PROGRAMS = fileURLToPath(new URL('../../../../programs/', import.meta.url));
/** Whom they are asked of where this city has not said whom it expects. */
const WINDOW = join(PROGRAMS, 'volumes', 'chicago-window.json');

/** The folders that hold a program. */
export function shippedPrograms(): string[] {
  return readdirSync(PROGRAMS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && filesIn(entry.name)['program.json'] !== undefined)
    .map(({ name }) => name)
    .sort();
}

export type UnderOtherRules = {
  readonly rules: Program;
  readonly volumes: Volumes;
  /** The name of the volumes file, without its folder. */
  readonly file: string;
  /** For each item of the demand: by scenario of the volumes. */
  readonly items: readonly (readonly ItemAnswer[])[];
};

/**
 * What a demand would get under the rules of a shipped program, of the people whom the volumes expect. Rules that no service may
 * run on, because something in them never ends, are read too: to show that is what they are here for.
 *
 * @param name one of `shippedPrograms`
 * @returns null where that is no program that can be read
 * @throws Fault `config-volumes-wrong` and of `ForecastCode`
 */
export function underOtherRules(
  { config }: Pick<Context, 'config'>,
  name: string,
  demand: Demand,
  as: Adversary,
  at: PlainDate,
): UnderOtherRules | null {
  if (!shippedPrograms().includes(name)) return null;
  const { program: rules } = parseProgram(filesIn(name), { override: ['unbounded-series'] });
  const path = config.volumesFile ?? WINDOW;
  const volumes = readVolumes(path);
  if (!rules || !volumes) return null;
  const answers = volumes.scenarios.map(
    (scenario) => answer(demand, modelled(rules, volumes, scenario, dayNumber(at)), as, volumes).items,
  );
  return {
    rules,
    volumes,
    file: basename(path),
    items: demand.items.map((_, place) => answers.flatMap((items) => items[place] ?? [])),
  };
}

function filesIn(name: string): Record<string, string> {
  const folder = join(PROGRAMS, name);
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(
    paths
      .filter((path) => path.endsWith('.json'))
      .map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8')]),
  );
}
