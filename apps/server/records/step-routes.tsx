import { type FaultParams, wordDay } from '@commonkey/words';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import { told } from '../http/told.ts';
import { typedPost } from '../staff/service.ts';
import { withLanguage } from '../ui/layout.tsx';
import { draftBody, fileBody, nothing, proveBody, receiveBody, withdrawBody } from './bodies.ts';
import { draftCertificate } from './draft.ts';
import { RECORDS_STATUS, type RecordsCode } from './errors.ts';
import { deny, fileCertificate, fileProof, receiveCopy, stateDestroyed, witness } from './life.ts';
import { certificatePath, RECORDS_PATH } from './paths.ts';
import type { Refused } from './props.ts';
import { type Named, officer, PAPER, paperOf, showOffice, showPaper } from './show.tsx';
import { dayIn, FIELD_OF, type FieldFaults, type Filled, given, readCopy, reasonIn } from './typed.ts';
import { withdrawCertificate } from './withdraw.ts';

/** Drafting, and every step after it: what cannot be is said where it was typed, and all that was typed stays. */
export function addSteps(context: Context, app: FastifyInstance): void {
  const { store } = context;
  typedPost(context, app, `${RECORDS_PATH}/draft`, draftBody, async (request, reply, body) => {
    const session = await officer(context, request, reply, RECORDS_PATH, true);
    if (!session) return reply;
    try {
      const wish = { series: body.series, through: dayIn(body.through) };
      const id = await draftCertificate(context, store, wish, session.staffId);
      return reply.redirect(withLanguage(certificatePath(id), request.language), 303);
    } catch (error) {
      return showOffice(context, request, reply, session, refusal(request, error, 'draft', body));
    }
  });
  const step = <S extends z.ZodType<Filled>>(
    name: string,
    body: S,
    take: (id: string, by: string, body: z.output<S>) => Promise<void>,
  ) =>
    typedPost(context, app, `${PAPER}/${name}`, body, async (request, reply, sent) => {
      const id = paperOf(request as FastifyRequest<Named>);
      const session = await officer(context, request, reply, certificatePath(id), true);
      if (!session) return reply;
      try {
        await take(id, session.staffId, sent);
      } catch (error) {
        return showPaper(context, request, reply, session, id, refusal(request, error, name, sent));
      }
      return reply.redirect(withLanguage(certificatePath(id), request.language), 303);
    });
  step('file', fileBody, async (id, by, body) =>
    fileCertificate(context, store, { id, disposalOn: dayIn(body.disposalOn) }, by),
  );
  step('receive', receiveBody, async (id, by, body) => {
    const { read, faults } = readCopy(body);
    if (faults) throw new UnreadForm(faults);
    await receiveCopy(context, store, { id, ...read }, by);
  });
  step('destroyed', nothing, (id, by) => stateDestroyed(context, store, id, by));
  step('witness', nothing, (id, by) => witness(context, store, id, by));
  step('prove', proveBody, (id, by, { reference }) =>
    fileProof(context, store, { id, ...given(reference) }, by),
  );
  step('denied', nothing, (id, by) => deny(context, store, id, by));
  step('withdraw', withdrawBody, async (id, by, { why }) =>
    withdrawCertificate(context, store, { id, why: reasonIn(why) }, by),
  );
}

/** Several fields of one form say nothing. */
class UnreadForm extends Error {
  readonly faults: FieldFaults;
  constructor(faults: FieldFaults) {
    super('form-unread');
    this.faults = faults;
  }
}

function refusal(request: FastifyRequest, error: unknown, step: string, filled: Filled): Refused {
  if (error instanceof UnreadForm) {
    const wrong = Object.entries(error.faults).map(([field, code]) => [field, request.say(`fault.${code}`)]);
    return { step, filled, wrong: Object.fromEntries(wrong), status: 422 };
  }
  const { fault, status, code } = told(request, error, RECORDS_STATUS, (params) =>
    inWords(request.language, params),
  );
  const field = FIELD_OF[code as RecordsCode]?.[step];
  return {
    step,
    filled,
    status,
    ...(field === undefined ? { fault, wrong: {} } : { wrong: { [field]: fault } }),
  };
}

/** Days as people write them. */
const inWords = (language: string, params: FaultParams): FaultParams =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? wordDay(language, value) : value,
    ]),
  );
