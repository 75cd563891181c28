import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import type { VaultKind } from '../../vault/vault.ts';
import { applicationNow, cookieOf, type PortalSession } from '../session.ts';

const FIELD = /^(draft|sent|approved)\.([0-9a-f-]{36})\.([A-Za-z0-9_-]{43})$/;
const STANDS = ['draft', 'sent', 'approved'] as const;
/** Longest value of the form's field. */
export const MOST_TAKE_BACK = 100;

export type TakeBack = { stands: Stands; application: string };
/** How it stood when the form was shown: a desk may have a copy of an approved card. */
type Stands = (typeof STANDS)[number];

/**
 * What the form for taking back says it is about: an application by its random id, and how it stood, sealed for the
 * cookie of this browser. With it a second press can be told that it has ended when the first has ended the session too, and
 * nothing is kept for that.
 */
export function takeBackField({ secrets }: Context, { application, token }: PortalSession): string {
  const { state } = application;
  const stands: Stands = state === 'draft' || state === 'approved' ? state : 'sent';
  const about = `${stands}.${application.id}`;
  return `${about}.${sealOf(secrets.csrf, token, about).toString('base64url')}`;
}

/** Undefined where the field was not made for this browser's cookie. */
export function readTakeBack(context: Context, request: FastifyRequest, field = ''): TakeBack | undefined {
  const token = cookieOf(context, request);
  const [, kind, application, seal] = FIELD.exec(field) ?? [];
  const stands = STANDS.find((one) => one === kind);
  if (token === undefined || !stands || !application || !seal) return undefined;
  const expected = sealOf(context.secrets.csrf, token, `${stands}.${application}`);
  return timingSafeEqual(Buffer.from(seal, 'base64url'), expected) ? { stands, application } : undefined;
}

/** Kinds of records that are not gone yet, of an application that has ended already; undefined while it has not. */
export async function leftOf(
  { store, vault }: Context,
  { application }: TakeBack,
): Promise<ReadonlySet<VaultKind> | undefined> {
  const row = await applicationNow(store.read, application);
  if (row && row.state !== 'withdrawn') return undefined;
  const heads = await vault.heads(store.read, application);
  return new Set(heads.filter(({ ending }) => !ending).map(({ kind }) => kind));
}

const sealOf = (key: Uint8Array, token: string, about: string): Buffer =>
  createHmac('sha256', key).update(`commonkey-take-back-v1\0${token}\0${about}`).digest();
