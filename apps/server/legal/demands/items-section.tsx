import { wordDay } from '@commonkey/words';
import { ItemActs } from './item-acts.tsx';
import type { DemandProps } from './props.ts';
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

function ItemFacts({ request, item }: DemandProps & { item: ItemView }) {
  const { say, language } = request;
  const { span_from: from, span_until: until, decided, search } = item;
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
  facts.push([
    'search',
    search === null
      ? say('legal.search-none')
      : say(search.confirmed_on === null ? 'legal.search-first' : 'legal.search-both', {
          found: say(`legal.band-${search.found}`),
          day: wordDay(language, search.confirmed_on ?? search.declared_on),
        }),
  ]);
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
