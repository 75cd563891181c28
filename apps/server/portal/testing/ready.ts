import { ADULT, fillIn } from './fill-in.ts';
import type { PortalHall } from './hall.ts';

/** A finished form, one press before it is sent. */
export async function ready(hall: PortalHall, device: 'own' | 'helper' = 'own') {
  const person = hall.visitor();
  const code = await person.begin(device);
  await fillIn(person, ADULT);
  const page = await person.open('/apply/check');
  const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  return { person, code, token };
}

/** What the service has of applications: their stages, and the kinds of their sealed records. */
export async function rows({ context }: PortalHall) {
  const { read } = context.store;
  return {
    applications: await read.selectFrom('applications').select(['id', 'state', 'reference']).execute(),
    records: (
      await read.selectFrom('vault_records').select(['id', 'kind']).orderBy('kind').orderBy('id').execute()
    ).map(({ kind }) => kind),
  };
}
