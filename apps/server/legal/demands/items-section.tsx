import { wordDay } from '@commonkey/words';
import type { FoundBand } from '../../store/tables/demands.ts';
import { ItemActs } from './item-acts.tsx';
import type { DemandProps } from './props.ts';
import { foundByTwo } from './search.ts';
import type { ItemView } from './view.ts';

/** What is asked for, item by item, in closed words; its own words are sealed. */
export function ItemsSection(props: DemandProps) {
  const { request, demand } = props;
  const { say } = request;
  return (
    <>
      <h2>{say('legal.items-title')}</h2>
      {demand.items.length === 0 && <p class="nothing">{say('legal.flag-demand-no-items')}</p>}
      <ul class="rows">
        {demand.items.map((item) => (
          <li key={item.id}>
            <h3 class="hold-name" id={`item-${item.place}`}>
              {say('legal.intake-item', { n: item.place })}
            </h3>
            <ItemFacts {...props} item={item} />
            <ItemActs {...props} item={item} />
          </li>
        ))}
      </ul>
    </>
  );
}

function ItemFacts(props: DemandProps & { item: ItemView }) {
  const { request, item } = props;
  const { say, language } = request;
  const { span_from: from, span_until: until, decided } = item;
  const facts: [string, string][] = [
    ['classes', item.classes.map((one) => say(`legal.class-${one}`)).join(', ')],
    [
      'span',
      from === null && until === null
        ? say('legal.span-none')
        : say('legal.span', {
            from: from === null ? say('legal.span-open') : wordDay(language, from),
            until: until === null ? say('legal.span-open') : wordDay(language, until),
          }),
    ],
    ['selector', say(`legal.selector-${item.selector}`)],
  ];
  if (item.touches.length > 0)
    facts.push(['touches', item.touches.map((one) => say(`legal.touches-${one}`)).join(', ')]);
  facts.push(['search', searchWords(props)]);
  facts.push([
    'outcome',
    decided === null
      ? say('legal.outcome-none')
      : say('legal.outcome-on', {
          outcome: say(`legal.outcome-${decided.outcome}`),
          day: wordDay(language, decided.decided_on ?? decided.proposed_on),
        }),
  ]);
  return (
    <dl class="hold-facts">
      {facts.map(([term, text]) => (
        <div key={term}>
          <dt>{say(`legal.item-term-${term}`)}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/**
 * How far a search is. What the first found is nobody's to read before the second has answered for themselves, and two answers
 * that differ are for the law department.
 */
function searchWords({ request, item: { search }, session }: DemandProps & { item: ItemView }): string {
  const { say, language } = request;
  if (search === null) return say('legal.search-none');
  const band = (found: FoundBand) => say(`legal.band-${found}`);
  const day = wordDay(language, search.confirmed_on ?? search.declared_on);
  const found = foundByTwo(search);
  if (found !== null) return say('legal.search-both', { found: band(found), day });
  if (search.second_found === null)
    return search.declared_by === session.staffId
      ? say('legal.search-first-mine', { found: band(search.found), day })
      : say('legal.search-first', { day });
  return session.roles.includes('law-officer')
    ? say('legal.search-differs-both', { first: band(search.found), second: band(search.second_found), day })
    : say('legal.search-differs', { day });
}
