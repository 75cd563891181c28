import { direction } from '@commonkey/words';
import type { ShownCard } from '../verdict/view.ts';
import { Face } from './face.tsx';
import { useVoice } from './words.ts';

/** What the city signed: the face, large, and the few words beside it. */
export function CardFacts({ card, practice }: { card: ShownCard; practice: boolean }) {
  const { say, date } = useVoice();
  return (
    <div class="facts">
      <div class="facts-face">
        {card.face ? <Face face={card.face} /> : <p class="no-face">{say('card.no-face')}</p>}
        {practice && (
          <span class="stamp" aria-hidden="true">
            {say('practice.stamp')}
          </span>
        )}
      </div>
      <dl aria-label={say('card.heading')}>
        {card.name && (
          <div class="fact-name">
            <dt>{say('card.name')}</dt>
            <dd>
              <bdi>{card.name}</bdi>
            </dd>
            {card.secondName && (
              <dd class="second">
                <bdi lang={card.secondLanguage ?? undefined} dir={secondDirection(card)}>
                  {card.secondName}
                </bdi>
              </dd>
            )}
          </div>
        )}
        {card.birthDate && <Fact label={say('card.birth')} value={date(card.birthDate)} />}
        <Fact label={say('card.expires')} value={card.expires ? date(card.expires) : say('card.never')} />
        {card.number && <Fact label={say('card.number')} value={card.number} number />}
        {card.issued && <Fact label={say('card.issued')} value={date(card.issued)} small />}
        {card.issuer && <Fact label={say('card.issuer')} value={hostOf(card.issuer)} small />}
      </dl>
    </div>
  );
}

type FactProps = { label: string; value: string; number?: boolean; small?: boolean };

function Fact({ label, value, number = false, small = false }: FactProps) {
  return (
    <div class={small ? 'fact-small' : ''}>
      <dt>{label}</dt>
      <dd>{number ? <bdi class="number">{value}</bdi> : value}</dd>
    </div>
  );
}

function secondDirection(card: ShownCard): 'ltr' | 'rtl' | 'auto' {
  return card.secondLanguage ? direction(card.secondLanguage) : 'auto';
}

function hostOf(issuer: string): string {
  return URL.parse(issuer)?.host || issuer;
}
