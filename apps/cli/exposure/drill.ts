import { writeFileSync } from 'node:fs';
import { ADVERSARIES, comeByNoWay, type Demand, drill, spokenNoWay, type Volumes } from '@commonkey/exposure';
import { type Program, plainDateOf } from '@commonkey/program';
import { Fault, type Speak } from '@commonkey/words';
import type { Io } from '../io.ts';
import { readArguments } from '../program/usage.ts';
import { readRules } from '../records/alternatives.ts';
import { digestOf } from './digest.ts';
import { drillPage } from './drill-page.tsx';
import type { Tried } from './drill-tried.tsx';
import { type ExposureCommandCode, readDemand, readVolumes, refuse } from './files.ts';
import { answersOf } from './scenarios.ts';
import { languageOf, speakExposure } from './words.ts';

/**
 * `commonkey exposure drill DIR --volumes FILE --out FILE [--scope FILE]… [--json] [--lang en|es]`: what each adversary would
 * get of the people whom a city expects, before its first day, as the page that its clerk signs.
 *
 * @returns 0 everything ends, 1 something never does, 2 the command or a file was wrong
 */
export async function exposureDrill(argv: string[], io: Io): Promise<number> {
  const json = argv.includes('--json');
  let say = speakExposure('en');
  try {
    const { values, positionals } = readArguments(argv, {
      volumes: { type: 'string' },
      out: { type: 'string' },
      scope: { type: 'string', multiple: true },
      json: { type: 'boolean' },
      lang: { type: 'string' },
    });
    const language = languageOf(values.lang);
    say = speakExposure(language);
    const [dir, ...rest] = positionals;
    if (
      dir === undefined ||
      values.volumes === undefined ||
      rest.length > 0 ||
      (values.out === undefined && !json)
    )
      throw new Fault<ExposureCommandCode>('exposure-drill-usage');
    const volumes = readVolumes(values.volumes, say);
    const demands = (values.scope ?? []).map((file) => readDemand(file, say));
    const rules = readRules(dir);
    const found = drill(rules, volumes);
    const demandsTried = tried(demands, rules, volumes);
    const restsOn = { rules: digestOf(rules), volumes: digestOf(volumes) };
    if (values.out !== undefined) {
      const page = await drillPage({
        rules,
        volumes,
        found,
        demands: demandsTried,
        restsOn,
        on: plainDateOf(io.now()),
        say,
        language,
      });
      writePage(values.out, page);
    }
    if (json)
      io.out(
        JSON.stringify(
          {
            program: rules.id,
            version: rules.version,
            restsOn,
            ...found,
            demands: jsonOf(demandsTried),
            noWay: comeByNoWay(rules, volumes),
            sources: volumes.sources,
          },
          null,
          1,
        ),
      );
    else
      io.out([summary(found.endless, values.out ?? '', say), ...spokenNoWay(rules, volumes, say)].join('\n'));
    return found.endless ? 1 : 0;
  } catch (error) {
    return refuse(error, { json, io, say });
  }
}

/** Each demand on its own day: what a court's order would get in full, and how many people's each of the others would. */
function tried(demands: readonly Demand[], rules: Program, volumes: Volumes): Tried[] {
  return demands.map((demand) => {
    const asked = ADVERSARIES.map((adversary) => ({
      adversary,
      answers: answersOf(demand, rules, volumes, demand.instrument.served, adversary),
    }));
    const answers = asked.find(({ adversary }) => adversary === 'court-order')?.answers ?? [];
    return { demand, answers, asked };
  });
}

const jsonOf = (all: readonly Tried[]) => all.map(({ demand, asked }) => ({ demand: demand.id, asked }));

function writePage(file: string, page: string): void {
  try {
    writeFileSync(file, page);
  } catch (cause) {
    throw new Fault<ExposureCommandCode>('exposure-out-unwritable', { file }, { cause });
  }
}

function summary(endless: boolean, file: string, say: Speak): string {
  return `${say('exposure.drill-written', { file })}\n${say(endless ? 'exposure.drill-endless' : 'exposure.drill-ends')}`;
}
