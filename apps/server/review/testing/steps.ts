import type { Page } from 'playwright-core';
import { addPasskey } from '../../../../tests/browser/launch.ts';
import { firstAdministrator, invite, setRole } from '../../staff/members.ts';
import type { Role } from '../../staff/roles.ts';
import type { TestContext } from '../../testing/context.ts';

/** Joins with a passkey of this page, gets roles, and makes a key where `key`. Returns the member's id. */
export async function joinAs(
  page: Page,
  context: TestContext,
  roles: readonly Role[],
  { key = true }: { key?: boolean } = {},
): Promise<string> {
  const { origin } = context.config.origins.staff;
  await addPasskey(page);
  const first = await firstAdministrator(context);
  const invited = await context.store.write(async (tx) =>
    first === null ? invite(context, tx, { called: 'Colleague', roles: [] }) : null,
  );
  await page.goto(`${origin}/join#${first ?? invited?.token}`);
  await page.locator('[data-passkey="join"]').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/join'));
  const id = invited?.id ?? (await anybody(context));
  await context.store.write(async (tx) => {
    for (const role of roles) await setRole(tx, id, role, true);
  });
  if (!key) return id;
  await page.goto(`${origin}/evidence-keys`);
  await page.locator('[data-review-make]').click();
  await page.locator('.rows li').waitFor();
  return id;
}

async function anybody({ store }: TestContext): Promise<string> {
  const { id } = await store.read.selectFrom('staff_members').select('id').executeTakeFirstOrThrow();
  return id;
}
