import { type Harm, wholeNumbers } from '@commonkey/exposure';
import type { Speak } from '@commonkey/words';
import { DataTable } from '../../ui/data-table.tsx';

/** What leads to somebody today, for whoever hides from a person rather than from an office. */
export function HarmView({ say, language, harm }: { say: Speak; language: string; harm: readonly Harm[] }) {
  const format = wholeNumbers(language);
  return (
    <section>
      <h2 id="harm">{say('exposure.harm')}</h2>
      {harm.length === 0 ? (
        <p>{say('exposure.harm.none')}</p>
      ) : (
        <DataTable
          labelledBy="harm"
          heads={['what', 'leads', 'people', 'taken'].map((one) => say(`exposure.harm.${one}`))}
          rows={harm.map(({ series, holds, form, by, people, atLeast, takenBy }) => ({
            key: `${series} ${holds} ${form}`,
            cells: [
              `${holds}, ${series} (${say(`exposure.form.${form}`)})`,
              by.map((one) => say(`exposure.locates.${one}`)).join(', '),
              atLeast ? say('exposure.least', { people: format.format(people) }) : format.format(people),
              takenBy.length === 0
                ? say('exposure.harm.nobody')
                : takenBy.map((one) => say(`exposure.adversary.${one}`)).join(' · '),
            ],
          }))}
        />
      )}
      <p class="aside">{say('exposure.harm.note')}</p>
    </section>
  );
}
