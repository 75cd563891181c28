/**
 * The checker, working alone: the page has the rules and the words on board, and what somebody ticks stays in memory. No
 * request, nothing in the address, nothing in any storage; the browser's history gets the number of the step, so that its
 * back button goes one question back.
 */

import { spoken } from '@commonkey/words/spoken.ts';
import { render } from 'preact';
import { withLanguage } from '../../ui/with-language.ts';
import { bandOf, NOTHING_SAID, type Said } from '../answer.ts';
import { Checker } from '../checker.tsx';
import { type CheckerData, DATA_ID, PATH, ROOT_ID } from '../data.ts';
import { saidIn } from '../said.ts';

const STEPS = ['who', 'papers', 'answer'] as const;

function start(root: HTMLElement, data: CheckerData): void {
  const say = spoken(data.language, data.words);
  const title = say('papers.title');
  const lacksAge = (one: Said) => one.step !== 'who' && bandOf(data.rules, one) === null;
  let { said } = data;
  let failed = lacksAge(said);

  const show = (): void => {
    document.title = `${failed ? say('ui.failed-title', { title }) : title} · ${data.cityName}`;
    render(
      <Checker
        // Each step begins anew, so that no box stays ticked from another.
        key={`${said.step} ${failed} ${said.without.join(' ')}`}
        rules={data.rules}
        say={say}
        said={said}
        today={data.today}
        action={withLanguage(PATH, data.language)}
        csrf={null}
        applyHref={data.applyHref}
        failed={failed}
        onSubmit={onSubmit}
        print={() => window.print()}
      />,
      root,
    );
  };
  const turnTo = (next: Said): void => {
    said = next;
    failed = lacksAge(said);
    show();
    window.scrollTo(0, 0);
    root.querySelector<HTMLElement>(failed ? '[role=alert]' : 'h1')?.focus();
  };
  const onSubmit = (event: SubmitEvent): void => {
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    event.preventDefault();
    const fields = [...new FormData(event.currentTarget, event.submitter)];
    const next = saidIn(fields.map(([name, value]): [string, string] => [name, String(value)]));
    const before = said.step;
    turnTo(next);
    if (said.step !== before && !failed) history.pushState({ papersStep: STEPS.indexOf(said.step) }, '');
  };

  window.addEventListener('popstate', ({ state }) => {
    const step = STEPS[Number(state?.papersStep ?? 0)] ?? 'who';
    turnTo({ ...said, step: said.band === null ? 'who' : step });
  });
  root.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || !event.target.closest('[data-again]')) return;
    event.preventDefault();
    turnTo(NOTHING_SAID);
    history.pushState({ papersStep: 0 }, '');
  });
  // A page that the browser froze and brings back to somebody else must not show what was ticked.
  window.addEventListener('pagehide', () => {
    said = NOTHING_SAID;
    failed = false;
    show();
  });
  // A reload keeps the state of its place in the history, and begins with the first question.
  history.replaceState({ papersStep: STEPS.indexOf(said.step) }, '');
  show();
}

const root = document.getElementById(ROOT_ID);
const data = document.getElementById(DATA_ID)?.textContent;
if (root && data) {
  root.replaceChildren();
  start(root, JSON.parse(data) as CheckerData);
}
