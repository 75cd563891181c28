import { buildTrust, fromBase64url, type TrustBundle } from '@commonkey/credential';
import { statusUri } from '../cards/service.ts';
import type { Context } from '../context.ts';
import { keeperOf } from '../keeper/client.ts';

/** The bundle, and who publishes it: verifiers name the city, and mark a practice city's cards as specimens. */
export type PublishedTrust = TrustBundle & { 'ck:city': string; 'ck:practice'?: true };

/** Everything a verifier needs to check this city's cards offline, as it stands now. */
export async function trustOf(context: Context): Promise<PublishedTrust> {
  const { read } = context.store;
  const keys = await keeperOf(context).ask('public-keys', {});
  const desks = await read.selectFrom('desk_keys').select('certificate').orderBy('kid').execute();
  const distrusted = await read.selectFrom('distrusted_keys').select('kid').orderBy('kid').execute();
  const lists = await read.selectFrom('status_lists').select('list').orderBy('list').execute();
  const certified = keys.issuing.flatMap((key) => (key.certificate === null ? [] : [key.certificate]));
  const bundle = buildTrust({
    issuer: context.config.issuer,
    updated: context.clock.now(),
    roots: keys.roots,
    issuing: certified.map((text) => fromBase64url(text) ?? new Uint8Array()),
    desks: desks.map(({ certificate }) => new Uint8Array(certificate)),
    distrusted: distrusted.map(({ kid }) => kid),
    statusLists: lists.map(({ list }) => statusUri(context, list)),
  });
  return {
    ...bundle,
    'ck:city': context.program.program.city.name,
    ...(context.config.practice ? { 'ck:practice': true } : {}),
  };
}
