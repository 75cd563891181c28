import { type Clause, type ItemAnswer, spokenClause } from '@commonkey/exposure';
import type { Speak } from '@commonkey/words';

/** Each clause of an item with what can be told by it, and the ways that remain to infer it. `found`: one answer, or one for each case. */
export function ClauseList({
  clauses,
  found,
  say,
  language,
}: {
  clauses: readonly Clause[];
  found: readonly ItemAnswer[];
  say: Speak;
  language: string;
}) {
  return (
    <dl class="hold-facts">
      {clauses.map((clause, at) => {
        const { name, told, routes } = spokenClause(clause, at, found, say, language);
        return (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {told.join('; ')}
              {routes.length > 0 && (
                <ul>
                  {routes.map((route) => (
                    <li key={route}>{route}</li>
                  ))}
                </ul>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
