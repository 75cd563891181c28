import {
  type Adversary,
  type Demand,
  type ItemAnswer,
  rangeOf,
  spokenAnswer,
  spokenEndless,
  type Volumes,
} from '@commonkey/exposure';
import type { Program } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import type { ScenarioAnswer } from './found.ts';

/** A demand held against the rules: in full for a court's order, and by each who may come. */
export type Tried = {
  readonly demand: Demand;
  readonly answers: readonly ScenarioAnswer[];
  readonly asked: readonly { readonly adversary: Adversary; readonly answers: readonly ScenarioAnswer[] }[];
};

export function TriedDemand({
  demand,
  answers,
  asked,
  rules,
  volumes,
  say,
  language,
}: Tried & { rules: Program; volumes: Volumes; say: Speak; language: string }) {
  const itemOf = (all: readonly ScenarioAnswer[], place: number) =>
    all.flatMap(({ items }) => items[place] ?? []);
  return (
    <section>
      <h2>{say('exposure.drill-demand', { demand: demand.id })}</h2>
      {demand.items.map((item, place) => {
        const ordered = itemOf(answers, place);
        const [first, ...others] = spokenAnswer(ordered, rangeOf(ordered, language), say);
        return (
          <div key={item.words}>
            <blockquote>{item.words}</blockquote>
            <p>
              <b>{first}</b>
            </p>
            <ul>
              {[...others, ...spokenEndless(ordered, rules, volumes, say)].map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
            <table class="few">
              <thead>
                <tr>
                  <th scope="col">{say('exposure.drill-who')}</th>
                  <th scope="col" class="n">
                    {say('exposure.lever.people')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {asked.map((one) => (
                  <tr key={one.adversary}>
                    <th scope="row">{say(`exposure.adversary.${one.adversary}`)}</th>
                    <td class="n" data-head={say('exposure.lever.people')}>
                      {gotBy(itemOf(one.answers, place), say, language)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        );
      })}
    </section>
  );
}

/** How many people's; where it is nobody's, whether they hold sealed bytes of it or nothing at all. */
function gotBy(found: readonly ItemAnswer[], say: Speak, language: string): string {
  const all = ({ producible: { yes, reading, unknown } }: ItemAnswer) => yes + reading + unknown;
  if (found.some((item) => all(item) > 0)) return rangeOf(found, language)(all);
  const sealed = found.some(({ rows }) => rows.some(({ asked, reach }) => asked && reach === 'ciphertext'));
  return say(`exposure.far.${sealed ? 'ciphertext' : 'nothing'}`);
}
