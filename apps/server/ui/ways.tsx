import { endOf, type Program, portalOpen } from '@commonkey/program';
import { type Speak, wordDay } from '@commonkey/words';
import { WhatMovesDays } from './last-days.tsx';
import { withLanguage } from './layout.tsx';

export type WaysProps = {
  program: Program;
  say: Speak;
  language: string;
  today: string;
  /** Nothing new is taken at the moment: the card says so, and where to go. */
  paused?: boolean;
};

/** The ways to a card: in person always, online while the program takes applications, and what both begin with. */
export function Ways(props: WaysProps) {
  const { program, say, language, today } = props;
  const online = portalOpen(program, today) === 'open';
  return (
    <section class="ways" aria-labelledby="ways">
      <h2 id="ways">{say('start.ways-title')}</h2>
      <p class="first-step">
        <a class="button" href={withLanguage('/papers', language)}>
          {say('start.ways-papers')}
        </a>
        <span>{say('start.ways-papers-note')}</span>
      </p>
      <div class="two-ways">
        <InPerson {...{ say, language }} />
        {online && (props.paused ? <Paused {...props} /> : <Online {...props} />)}
      </div>
    </section>
  );
}

function InPerson({ say, language }: Pick<WaysProps, 'say' | 'language'>) {
  return (
    <article class="way">
      <DeskDrawing />
      <h3>{say('start.way-person')}</h3>
      <p>{say('start.way-person-how')}</p>
      <p>
        <a href={withLanguage('/events', language)}>{say('start.way-person-days')}</a>
      </p>
      <p class="way-keeps">{say('start.way-person-keeps')}</p>
    </article>
  );
}

function Online({ program, say, language, today }: WaysProps) {
  const day = wordDay(language, endOf(program, 'papers', { submission: today }));
  return (
    <article class="way">
      <PhoneDrawing />
      <h3>
        <a href={withLanguage('/apply', language)}>{say('start.way-online')}</a>
      </h3>
      <p>{say('start.way-online-how')}</p>
      <p class="way-keeps">{say('start.way-online-keeps', { day })}</p>
      <WhatMovesDays {...{ program, say }} />
    </article>
  );
}

function Paused({ say, language }: WaysProps) {
  return (
    <article class="way">
      <PhoneDrawing />
      <h3>{say('start.way-online')}</h3>
      <p>{say('start.way-online-paused')}</p>
      <p>
        <a href={withLanguage('/apply/return', language)}>{say('start.way-online-code')}</a>
      </p>
    </article>
  );
}

/** A table, a paper on it, and a card handed over. */
function DeskDrawing() {
  return (
    <svg class="way-drawing" viewBox="0 0 96 64" aria-hidden="true" focusable="false">
      <path d="M6 46h84M14 46v14M82 46v14" />
      <path d="M22 16h22v26H22zM27 23h12M27 29h12M27 35h7" />
      <rect x="54" y="26" width="26" height="16" rx="2" />
      <path class="brass" d="M58 31h7v7h-7zM69 33h7M69 37h5" />
    </svg>
  );
}

/** A telephone, and a key beside it. */
function PhoneDrawing() {
  return (
    <svg class="way-drawing" viewBox="0 0 96 64" aria-hidden="true" focusable="false">
      <rect x="20" y="4" width="30" height="56" rx="5" />
      <path d="M31 54h8M26 14h18M26 22h18M26 30h11" />
      <g class="brass">
        <circle cx="66" cy="30" r="7" />
        <path d="M66 37v18M66 46h7M66 52h5" />
      </g>
    </svg>
  );
}
