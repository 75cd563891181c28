import { type Program, portalRules } from '@commonkey/program';
import type { Speak } from '@commonkey/words';

type Props = { program: Program; say: Speak };

/** Stands wherever a last day is promised of what is sent online: an appeal seals anew, and its days begin again. */
export function AppealBeginsAnew({ program, say }: Props) {
  const rules = portalRules(program);
  return rules && rules.appealDays > 0 ? <p>{say('start.channel-appeal')}</p> : null;
}

/** All that can carry a promised last day on: an appeal, and an order to keep. */
export function WhatMovesDays(props: Props) {
  return (
    <>
      <AppealBeginsAnew {...props} />
      <p>{props.say('start.channel-hold')}</p>
    </>
  );
}
