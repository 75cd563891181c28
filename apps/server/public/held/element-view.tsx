import type { Program } from '@commonkey/program';
import { portalRules } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import { cityWords } from '../../ui/city-words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { keptUntil } from '../../ui/kept.tsx';
import type { Element } from './elements.ts';
import { howManyWords, processWords } from './words-of.ts';

type Props = { say: Speak; language: string; program: Program; element: Element };

/** What people come to read lies open. */
const OPEN: readonly string[] = ['cards', 'vault_records'];

/** One thing that is held and how much of it; what else anybody wants to know, and its fields, are folded. */
export function ElementView(props: Props) {
  const { say, language, element } = props;
  const { id, location, keyHolder, forms, howMany, onHold } = element;
  const list = (kind: string, terms: readonly string[]) =>
    terms.map((term) => say(`holdings.${kind}.${term}`)).join(' · ');
  return (
    <details class="held" open={OPEN.includes(id)}>
      <summary>
        <h3 id={id}>{say(`public.table.${id}`)}</h3>
        <span class="held-count">{howManyWords(say, language, howMany)}</span>
      </summary>
      <dl>
        <Fact name={say('public.gone')}>{endWords(props)}</Fact>
        <Fact name={say('public.hold')}>{say(`public.hold.${onHold}`)}</Fact>
        <Fact name={say('public.process')}>
          <Process {...props} />
        </Fact>
        <Fact name={say('public.where')}>{list('location', location)}</Fact>
        <Fact name={say('public.key')}>{say(`holdings.key-holder.${keyHolder}`)}</Fact>
        <Fact name={say('public.form')}>{list('form', forms)}</Fact>
      </dl>
      <Fields {...props} />
    </details>
  );
}

/** One sentence; one for each group of series where the city's rules differ between them. */
function Process({ say, language, program, element: { minProcess, requires } }: Props) {
  const [only] = requires;
  if (requires.length <= 1) return <>{processWords(say, minProcess, only?.after)}</>;
  const city = cityWords(program, language);
  return (
    <ul>
      {requires.map(({ series, after }) => (
        <li key={after}>
          {(series ?? []).map((id) => city(`series.${id}`)).join(' · ')}:{' '}
          {processWords(say, minProcess, after)}
        </li>
      ))}
    </ul>
  );
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function endWords({ say, program, element: { id, ends } }: Props): string {
  const words = [say(`public.end.${ends}`)];
  if (id === 'cards') words.unshift(keptUntil(program, say) ?? '');
  const rules = portalRules(program);
  if (id === 'evidence_openings' && rules)
    words.push(say('public.openings-until', { days: rules.openingDays }));
  return words.filter(Boolean).join(' ');
}

function Fields({ say, element: { id, fields } }: Props) {
  return (
    <details>
      <summary>{say('public.fields', { count: fields.length })}</summary>
      <DataTable
        labelledBy={id}
        heads={['column', 'purpose', 'basis', 'form', 'infers'].map((key) => say(`public.${key}`))}
        rows={fields.map(({ name, purpose, basis, form, tells }) => ({
          key: name,
          cells: [
            <code>{name}</code>,
            say(`holdings.purpose.${purpose}`),
            say(`holdings.basis.${basis}`),
            say(`holdings.form.${form}`),
            tells.map((one) => say(`holdings.inference.${one}`)).join(' · '),
          ],
        }))}
      />
    </details>
  );
}
