import { hostname } from 'node:os';
import type { Flow, FlowKind, Program } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Config } from '../config/config.ts';
import type { NoticeSettings } from '../config/notices.ts';
import type { Witness } from '../config/witnesses.ts';
import type { SharingCode } from './errors.ts';

/** A way out that is set up, and to which host; null where no host is asked. */
export type Way = { kind: FlowKind; host: string | null };

export type Setup = {
  program: Pick<Program, 'sharing' | 'card'>;
  config: Pick<Config, 'blobs' | 'databaseUrl'>;
  notices: NoticeSettings;
  witnesses: readonly Witness[];
};

/** Every way by which anything leaves the city's own rooms, as the service is set up now. */
export function waysInUse({ program, config, notices, witnesses }: Setup): Way[] {
  const { library, transit } = program.card.benefits;
  const { blobs, databaseUrl } = config;
  const database = databaseUrl === null ? null : databaseHost(databaseUrl);
  const to = (kind: FlowKind, host: string | null): Way => ({ kind, host });
  return [
    ...(library ? [to('library-pool', null)] : []),
    ...(transit ? [to('transit-blanks', null)] : []),
    ...(notices.mail ? [to('mail', notices.mail.host)] : []),
    ...(notices.text ? [to('text', hostOf(notices.text.url))] : []),
    ...(blobs.kind === 's3' ? [to('blob-store', hostOf(blobs.endpoint))] : []),
    ...(database === null ? [] : [to('database', database)]),
    ...witnesses.map(({ url }) => to('witness', hostOf(url))),
  ];
}

/** Ways that are set up and that no entry of the register allows. */
export function unregistered(setup: Setup): Way[] {
  const flows = setup.program.sharing?.flows ?? [];
  return waysInUse(setup).filter((way) => !flows.some((flow) => allows(flow, way)));
}

/**
 * What is not in the register cannot be used: the service does not start with it.
 * @throws Fault `flow-not-registered` {kind, host}: the first entry that is missing
 */
export function requireRegistered(setup: Setup): void {
  const [missing] = unregistered(setup);
  if (missing)
    throw new Fault<SharingCode>('flow-not-registered', { kind: missing.kind, host: missing.host ?? '–' });
}

const allows = (flow: Flow, { kind, host }: Way): boolean =>
  flow.kind === kind && (host === null || flow.host?.toLowerCase() === host.toLowerCase());

/** This machine by any of its names: what lies here leaves for nobody. */
const HERE = /^(?:localhost|.*\.localhost|127(?:\.\d{1,3}){3}|::1|)$/i;

/** Where a database is that is not on this machine; null for one that is, behind a socket or a port of its own. */
function databaseHost(address: string): string | null {
  const url = new URL(address);
  // As the driver reads it: a host named behind the question mark counts.
  const host = url.searchParams.get('host') ?? hostOf(address);
  return host.startsWith('/') || HERE.test(host) || host.toLowerCase() === hostname().toLowerCase()
    ? null
    : host;
}

/** The name alone: a port is no other body. */
const hostOf = (url: string): string => new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
