import { wordDay } from '@commonkey/words';
import { notKeptHere } from './covers.ts';
import type { RequestProps } from './props.ts';
import { allDetermined, clauseKey, peopleWith } from './scope.ts';

/** What the scope that was tied last came to on its day. */
export function Evidence({ request, of }: RequestProps) {
  const { say, language } = request;
  const findings = of.steps.findLast(({ findings: found }) => found !== null)?.findings;
  if (!findings) return null;
  const open = !allDetermined(findings) || notKeptHere(of.classes).length > 0;
  const people = peopleWith(findings);
  return (
    <section aria-labelledby="evidence">
      <h2 id="evidence">{say('requests.evidence-title')}</h2>
      <p class={open ? 'notice notice-amber' : 'notice'}>
        {say(
          open ? 'requests.evidence-open' : people > 0 ? 'requests.evidence-there' : 'requests.evidence-none',
          {
            people,
          },
        )}
      </p>
      <p class="quiet-text">{say('requests.evidence-on', { day: wordDay(language, findings.on) })}</p>
      {findings.items.map((item, place) => (
        // Items have no names: their place is what tells them apart.
        <div key={`item-${place + 1}`}>
          <h3>{say('requests.evidence-item', { n: place + 1, known: item.known })}</h3>
          <dl class="hold-facts">
            {item.clauses.map((clause, at) => (
              <div key={`${clause.field}-${at + 1}`}>
                <dt>{say(`requests.field-${clause.field}`)}</dt>
                <dd>{say(`requests.clause-${clauseKey(item, clause)}`, clause)}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </section>
  );
}
