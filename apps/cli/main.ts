import { Fault, isFault } from '@commonkey/words';
import { type Io, processIo } from './io.ts';
import { SYNOPSIS } from './synopsis.ts';
import { usage, wordFault } from './words.ts';

type Command = (argv: string[], io: Io) => Promise<number>;

/** Loaded when asked for, so that `card verify` does not wait for a database driver. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve/serve.ts')).serve,
  doctor: async () => (await import('./doctor/doctor.ts')).doctor,
  'program check': async () => (await import('./program/check.ts')).programCheck,
  'program assess': async () => (await import('./program/assess.ts')).programAssess,
  'program schema': async () => (await import('./program/schema.ts')).programSchema,
  'card verify': async () => (await import('./card/verify.ts')).cardVerify,
  'card sample': async () => (await import('./card/sample.ts')).cardSample,
  'records change': async () => (await import('./records/change.ts')).recordsChange,
  'records forecast': async () => (await import('./records/forecast.ts')).recordsForecast,
  exposure: async () => (await import('./exposure/exposure.ts')).exposure,
  'exposure drill': async () => (await import('./exposure/drill.ts')).exposureDrill,
  'event simulate': async () => (await import('./event/simulate.ts')).eventSimulate,
  'letters page': async () => (await import('./letters/page.ts')).lettersPage,
  'residue scan': async () => (await import('./residue/scan.ts')).residueScan,
  'root new': async () => (await import('./root/new.ts')).rootNew,
  'root certify': async () => (await import('./root/certify.ts')).rootCertify,
  'keys show': async () => (await import('./keys/show.ts')).keysShow,
  'keys pin': async () => (await import('./keys/pin.ts')).keysPin,
  'keys request': async () => (await import('./keys/request.ts')).keysRequest,
  'keys install': async () => (await import('./keys/install.ts')).keysInstall,
  backup: async () => (await import('./backup/commands.ts')).backup,
  'backup drill': async () => (await import('./backup/commands.ts')).backupDrill,
  restore: async () => (await import('./backup/commands.ts')).restore,
  'vault status': async () => (await import('./vault/status.ts')).vaultStatus,
  'vault drill': async () => (await import('./vault/drill.ts')).vaultDrill,
  'vault confirm-clock': async () => (await import('./vault/operator.ts')).vaultConfirmClock,
  'vault restore': async () => (await import('./vault/operator.ts')).vaultRestore,
  'vault retire': async () => (await import('./vault/operator.ts')).vaultRetire,
  'ledger openings': async () => (await import('./ledger/openings.ts')).ledgerOpenings,
  'ledger recompute': async () => (await import('./ledger/recompute.ts')).ledgerRecompute,
  'ledger report': async () => (await import('./ledger/report.ts')).ledgerReport,
  'ledger verify': async () => (await import('./ledger/verify.ts')).ledgerVerify,
  'ledger prove': async () => (await import('./ledger/prove.ts')).ledgerProve,
  'statistics check': async () => (await import('./statistics/check.ts')).statisticsCheck,
  'statistics import': async () => (await import('./statistics/commands.ts')).statisticsImport,
  'statistics publish': async () => (await import('./statistics/commands.ts')).statisticsPublish,
  'statistics recompute': async () => (await import('./statistics/commands.ts')).statisticsRecompute,
  'bench desk': async () => (await import('../../bench/desk/bench-desk.ts')).benchDesk,
  'bench events': async () => (await import('../../bench/events/bench-events.ts')).benchEvents,
  'bench exposure': async () => (await import('../../bench/exposure/bench-exposure.ts')).benchExposure,
  'bench ledger': async () => (await import('../../bench/ledger/bench-ledger.ts')).benchLedger,
  'bench portal': async () => (await import('../../bench/portal/bench-portal.ts')).benchPortal,
  'bench records': async () => (await import('../../bench/records/bench-records.ts')).benchRecords,
  'bench vault': async () => (await import('../../bench/vault/bench-vault.ts')).benchVault,
  'bench verify': async () => (await import('../../bench/verify/bench-verify.ts')).benchVerify,
};

/** The system's words for a full disk, wherever a command met it. */
const FULL = new Set(['ENOSPC', 'EDQUOT']);

/** Runs one command. Exit code 0 done, 1 the answer is no, 2 the question could not be understood or carried out. */
export async function main(argv: string[], io: Io): Promise<number> {
  const name = [argv.slice(0, 2).join(' '), argv[0] ?? ''].find((candidate) => candidate in COMMANDS);
  const load = name === undefined ? undefined : COMMANDS[name];
  if (!load || name === undefined) {
    const asked = argv.length === 0 || argv.includes('--help') || argv[0] === 'help';
    (asked ? io.out : io.err)(usage(Object.keys(COMMANDS)));
    return asked ? 0 : 2;
  }
  if (argv.includes('--help')) {
    io.out(`commonkey ${name} ${SYNOPSIS[name] ?? ''}`.trim());
    return 0;
  }
  try {
    const command = await load();
    return await command(argv.slice(name.split(' ').length), io);
  } catch (error) {
    const fault = FULL.has(Object(error).code) ? new Fault('disk-full') : error;
    if (!isFault(fault)) throw error;
    io.err(wordFault(fault));
    if (fault.code.startsWith('cli-')) io.err(`commonkey ${name} ${SYNOPSIS[name] ?? ''}`.trim());
    return 2;
  }
}

/** Whoever reads only the first lines, as `head` does, has read enough. */
function stopQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}

if (import.meta.main) {
  process.stdout.on('error', stopQuietly);
  process.exitCode = await main(process.argv.slice(2), processIo);
}
