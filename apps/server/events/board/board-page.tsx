import { byNativeName, direction, nativeName } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { clockAt } from './fragment.tsx';
import type { Snapshot } from './hub.ts';
import { speakBoard } from './words.ts';

export const BOARD_PATH = '/board';
export const BOARD_STYLE = '/assets/board.css';
export const BOARD_SCRIPT = '/assets/board.js';
export const boardPath = (mark: string): string => `${BOARD_PATH}/${mark}`;
/** Seconds after which a page without scripts asks anew; with several languages each time in the next. */
const ANEW = 15;

type Props = {
  context: Context;
  request: FastifyRequest;
  mark: string;
  snapshot: Snapshot;
  /** The languages that take turns; the first is the one that is shown now. */
  languages: readonly [string, ...string[]];
  turn: number;
};

/** A whole screen of its own: somebody reads it from ten metres away, so it has no doors of other pages on top. */
export function BoardPage({ context, request, mark, snapshot, languages, turn }: Props) {
  const language = languages[turn % languages.length] ?? languages[0];
  const say = speakBoard(language);
  const { timeZone } = context.program.program.city;
  const chosen = languages.map(encodeURIComponent).join(',');
  const next = (turn + 1) % languages.length;
  const time = clockAt(timeZone, language, snapshot.state.asOf);
  return (
    <html lang={language} dir={direction(language)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{say('board.heading', { place: snapshot.state.place })}</title>
        <link rel="stylesheet" href="/assets/look.css" />
        <link rel="stylesheet" href={BOARD_STYLE} />
        <link rel="icon" href="/assets/mark.svg" type="image/svg+xml" />
        <noscript>
          <meta
            http-equiv="refresh"
            content={`${ANEW};url=${boardPath(mark)}?langs=${chosen}&turn=${next}`}
          />
        </noscript>
        <script type="module" src={BOARD_SCRIPT} />
      </head>
      <body
        class="board"
        data-stream={`${boardPath(mark)}/stream?langs=${chosen}`}
        data-message={snapshot.message(languages)}
        data-turn={turn % languages.length}
        data-words={JSON.stringify(spoken(languages))}
      >
        {context.config.practice && (
          <p class="board-practice" id="board-practice">
            {say('ui.practice')}
          </p>
        )}
        <main id="board-live" dangerouslySetInnerHTML={{ __html: snapshot.html(language) }} />
        <p class="visually-hidden" role="status" id="board-said" />
        <p class="board-notice notice-brick" role="status" id="board-lost" hidden />
        <p class="board-notice notice-amber" role="status" id="board-mute" hidden />
        <footer class="board-foot">
          <p id="board-time">{say('board.as-of', { time })}</p>
          <button type="button" id="board-voice" aria-pressed="false" hidden>
            {say('board.voice-on')}
          </button>
          {languages.length > 1 && (
            <button type="button" id="board-stay" aria-pressed="false" hidden>
              {say('board.stay')}
            </button>
          )}
          <nav aria-label={say('ui.languages')}>
            <ul>
              {byNativeName(request.languages).map((tag) => (
                <li key={tag}>
                  <a
                    href={`${boardPath(mark)}?langs=${encodeURIComponent(tag)}`}
                    {...{ lang: tag, dir: direction(tag), hreflang: tag }}
                    aria-current={languages.length === 1 && tag === language ? 'true' : undefined}
                  >
                    {nativeName(tag)}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </footer>
      </body>
    </html>
  );
}

/** Sentences that the page fills in by itself where nobody can be asked: `%…%` are its own figures. */
const spoken = (languages: readonly string[]) =>
  Object.fromEntries(
    languages.map((tag) => {
      const say = speakBoard(tag);
      return [
        tag,
        {
          dir: direction(tag),
          practice: say('ui.practice'),
          noVoice: say('board.no-voice'),
          asOf: say('board.as-of', { time: '%TIME%' }),
          lost: say('board.lost', { time: '%TIME%', age: '%AGE%' }),
          probably: say('board.probably', { number: '%NUMBER%' }),
          voiceOn: say('board.voice-on'),
          voiceOff: say('board.voice-off'),
          stay: say('board.stay'),
        },
      ];
    }),
  );
