import { type Program, portalRules } from '@commonkey/program';
import type { Speak } from '@commonkey/words';

type Props = { program: Program; say: Speak };

/** Stands wherever a last day is promised of what is sent online: an appeal seals anew, and its days begin again. */
export function AppealBeginsAnew({ program, say }: Props) {
  const rules = portalRules(program);
  return rules && rules.appealDays > 0 ? <p>{say('start.channel-appeal')}</p> : null;
}

/**
 * Stands once on each page that names a day of destruction: true with a hold and without one, and the same for everybody, so
 * that nothing can be read out of it (docs/adr/0012-leaving.md).
 */
export function LawMovesDays({ say }: Pick<Props, 'say'>) {
  return <p>{say('start.days-law')}</p>;
}

/** All that can carry a promised last day on: an appeal, and the law. */
export function WhatMovesDays(props: Props) {
  return (
    <>
      <AppealBeginsAnew {...props} />
      <LawMovesDays {...props} />
    </>
  );
}
