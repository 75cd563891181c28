import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { groupCode } from '../../apps/server/portal/code.ts';
import { applied, PEOPLE, pattern, Resident, Reviewer, sends, withdraws } from '../residue/service/people.ts';
import { type Running, startRunning } from '../residue/service/running.ts';

const COMMAND = fileURLToPath(new URL('../../apps/cli/bin/commonkey.mjs', import.meta.url));
const GUIDE = readFileSync(new URL('../../docs/guides/running.md', import.meta.url), 'utf8');

/** The commands of a chapter of the guide that have these words in them, as they are printed there. */
function commandsOf(heading: string, words: string): string[] {
  const chapter = GUIDE.split(heading)[1]?.split(/\n#+ /)[0] ?? '';
  const blocks = [...chapter.matchAll(/```\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
  return blocks.filter((block) => block.includes(`npx commonkey ${words} /`));
}

/** Does it as an administrator would, in another place than `/srv/commonkey`, whose settings are in a file there. */
function carryOut(commands: readonly string[], place: string): string {
  assert.equal(commands.length, 1, 'the guide has one way');
  const line = (commands[0] ?? '')
    .replaceAll('/srv/commonkey', place)
    .replaceAll('/etc/commonkey', place)
    .replaceAll('npx commonkey', `"${process.execPath}" "${COMMAND}"`);
  const env = withoutOurs();
  return execFileSync('/bin/sh', ['-e', '-c', line], { cwd: place, env, stdio: 'pipe' }).toString();
}

const withoutOurs = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('COMMONKEY_')));

/** Files below a folder that hold one of these secrets, in bytes, hexadecimal or base64. */
async function holding(folder: string, secrets: readonly Buffer[]): Promise<string[]> {
  const found: string[] = [];
  const forms = secrets.flatMap((one) => [
    one,
    Buffer.from(one.toString('hex')),
    Buffer.from(one.toString('base64').replace(/=+$/, '')),
  ]);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    if (forms.some((form) => bytes.includes(form))) found.push(entry.name);
  }
  return found;
}

async function leadsTo(service: Running, code: string): Promise<string> {
  const person = new Resident(service);
  await person.open('/apply/return');
  await person.answer({ code: groupCode(code) });
  return person.pathname();
}

test('T5 I12: the backup that the guide prints holds no root, and put back as it prints brings nobody back', async (t) => {
  const place = await realpath(await mkdtemp(join(tmpdir(), 'ck-guide-')));
  const dataFolder = join(place, 'data');
  t.after(async () => {
    for (const one of ['data', 'data-before']) {
      const database = await realpath(join(place, one, 'postgres')).catch(() => null);
      if (database) await rm(database, { recursive: true, force: true });
    }
    await rm(place, { recursive: true, force: true });
  });
  let service = await startRunning(t, { dataFolder });
  // The city's rules lie beside the code, not beside its data.
  const settings = { DATA: dataFolder, ISSUER: 'https://cards.example', PROGRAM: service.programFolder };
  const lines = Object.entries(settings).map(([name, value]) => `COMMONKEY_${name}=${value}\n`);
  await writeFile(join(place, 'city.env'), lines.join(''));
  const reviewer = new Reviewer(service);
  await reviewer.joinFirst(service);
  const people = [];
  for (const [n, one] of PEOPLE.slice(0, 2).entries()) {
    const pictures = [await pattern(1 + n * 3), await pattern(2 + n * 3), await pattern(3 + n * 3)] as const;
    const person = await applied(service, one, pictures);
    await sends(person);
    people.push(person);
  }
  const [gone, stays] = people;
  assert.ok(gone && stays);

  carryOut(commandsOf('## Backup', 'backup'), place);
  const cells = await Promise.all(
    ['cell', 'vault.cell'].map((name) => readFile(join(dataFolder, 'keeper', name))),
  );
  const backup = join(place, 'backup');
  assert.deepEqual((await readdir(backup)).sort(), ['backup.json', 'blobs', 'data', 'tables']);
  assert.deepEqual(await holding(backup, cells), []);
  const all = join(place, 'all');
  await cp(join(dataFolder, 'keeper'), all, { recursive: true, filter: (path) => !path.endsWith('.sock') });
  assert.deepEqual((await holding(all, cells)).sort(), ['cell', 'vault.cell'], 'the search finds them');
  const drill = () => carryOut(commandsOf('## Backup', 'backup drill'), place);
  assert.match(drill(), /None was destroyed since/);
  await withdraws(gone);
  assert.equal(await leadsTo(service, gone.code), '/apply/return');
  assert.match(drill(), /stay destroyed/);
  await service.stop();

  carryOut(commandsOf('### Putting it back', 'restore'), place);
  const mark = join('secrets', 'clock');
  await assert.rejects(stat(join(place, 'data-before', mark)), 'the time that was certain came along');
  assert.ok(await stat(join(dataFolder, mark)));
  service = await startRunning(t, { dataFolder });
  const [, before = ''] = /^([\s\S]*)"event":"started"/.exec(service.log()) ?? [];
  assert.match(before, /"event":"destroyed","series":"online-records","count":4/, 'before anybody is let in');
  assert.equal(await leadsTo(service, gone.code), '/apply/return', 'what was taken back stays so');
  assert.equal(await leadsTo(service, stays.code), '/apply/follow', 'and nothing else is lost');
  await service.stop();
});
