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

/** Where the law wants a certificate first, the last day is not the day of destruction, and this says so. */
export function CertificateFirst({ program, say }: Props) {
  const rules = portalRules(program);
  const wanted = program.series.filter(
    ({ id, certificate }) => certificate && Object.values(rules?.records ?? {}).includes(id),
  );
  const authorities = [...new Set(wanted.map(({ certificate }) => certificate?.authority ?? ''))];
  return (
    <>
      {authorities.map((authority) => (
        <p key={authority}>{say('start.channel-certificate', { authority })}</p>
      ))}
    </>
  );
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
