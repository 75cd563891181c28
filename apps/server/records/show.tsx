import { Fault, isFault } from '@commonkey/words';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { toldDoubt } from '../holds/clock-doubt.ts';
import { leftOf } from '../holds/listing.ts';
import { fromLetters } from '../http/in-letters.ts';
import { orSignIn, type Role, requireStaff, type Session } from '../staff/service.ts';
import { calledOf } from './called.ts';
import { CertificatePage } from './certificate-page.tsx';
import { certificateOf, certificates, stepOf } from './certificates.ts';
import { furthestDay } from './draft.ts';
import type { RecordsCode } from './errors.ts';
import { RECORDS_PATH } from './paths.ts';
import type { Refused } from './props.ts';
import { pastDestructions } from './receipts.ts';
import { RecordsPage } from './records-page.tsx';
import { missingRows } from './rows-missing.tsx';
import { standing } from './standing.ts';
import { todayOf } from './take-step.ts';

const OFFICERS: readonly Role[] = ['records-officer'];
export const PAPER = `${RECORDS_PATH}/certificate/:paper`;
export type Named = { Params: { paper: string } };

/** The records officer who asks; whoever is not signed in, or not freshly where that is wanted, is sent to do so. */
export const officer = (
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  next: string,
  fresh = false,
): Promise<Session | undefined> =>
  orSignIn(request, reply, next, () => requireStaff(context, request, 'staff', OFFICERS, { fresh }));

async function isFresh(context: Context, request: FastifyRequest): Promise<boolean> {
  try {
    await requireStaff(context, request, 'staff', OFFICERS, { fresh: true });
    return true;
  } catch (error) {
    if (isFault(error) && error.code === 'fresh-sign-in-needed') return false;
    throw error;
  }
}

export async function showOffice(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  session: Session,
  refused?: Refused,
) {
  const { read } = context.store;
  const page = (
    <RecordsPage
      {...{ context, request, session }}
      standings={await standing(read, context)}
      told={await toldDoubt(context.config.dataFolder)}
      missing={await missingRows(context)}
      certificates={await certificates(read)}
      receipts={await pastDestructions(read)}
      today={todayOf(context)}
      furthest={furthestDay(context)}
      fresh={await isFresh(context, request)}
      {...(refused && { refused })}
    />
  );
  return reply.page(page, refused?.status ?? 200);
}

export async function showPaper(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  session: Session,
  id: string,
  refused?: Refused,
) {
  const { read } = context.store;
  const paper = await certificateOf(read, id);
  const opened = stepOf(paper, 'received')?.moved_on;
  const receipts =
    opened === undefined ? [] : await pastDestructions(read, { series: paper.series, certificate: id });
  const page = (
    <CertificatePage
      {...{ context, request, session, paper }}
      rule={context.program.program.series.find((one) => one.id === paper.series)}
      told={await toldDoubt(context.config.dataFolder)}
      missing={await missingRows(context)}
      standing={await leftOf(read, paper, context.holds.mayBegin)}
      called={
        await calledOf(
          read,
          paper.steps.map((step) => step.moved_by),
        )
      }
      receipts={receipts.filter(({ on }) => opened !== undefined && on >= opened)}
      today={todayOf(context)}
      fresh={await isFresh(context, request)}
      {...(refused && { refused })}
    />
  );
  return reply.page(page, refused?.status ?? 200);
}

/** @throws Fault `certificate-unknown` */
export function paperOf(request: FastifyRequest<Named>): string {
  const id = fromLetters(request.params.paper);
  if (id === null) throw new Fault<RecordsCode>('certificate-unknown');
  return id;
}
