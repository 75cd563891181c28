/** How each command is written: the same in every language, as flags are. */
export const SYNOPSIS: Readonly<Record<string, string>> = {
  serve: '',
  doctor: '[--json]',
  'program check': 'DIR [--json] [--override unbounded-series] [--lang en|es]',
  'program assess':
    'DIR --papers a,b@ISSUED,c!EXPIRES --born D --on D [--without c,d] [--json] [--lang en|es]',
  'program schema': '[program|papers|series]',
  'card verify':
    '--qr TEXT | --image FILE --trust FILE [--status FILE]… [--pin THUMBPRINT]… [--at TIME] [--json]',
  'card sample':
    '--program DIR --portrait FILE --out DIR [--name TEXT] [--born D] [--second-name TEXT --second-language CODE]',
  'records change': 'PROGRAM [--json] [--lang en|es]',
  'records forecast':
    'PROGRAM --volumes FILE [--alternative NAME=FOLDER|NAME=SERIES:30d|NAME=SERIES:decision+30d]… [--on D] [--json] [--lang en|es]',
  exposure:
    '--scope FILE [--program DIR --volumes FILE] [--at D] [--as ADVERSARY] [--what-if all|close:portal|without:HOLDS|SERIES:30d|NAME=FOLDER]… [--curve] [--json] [--lang en|es]',
  'exposure drill': 'DIR --volumes FILE --out FILE [--scope FILE]… [--json] [--lang en|es]',
  'event simulate':
    '--stations N|N-M --arrivals FILE [--opens HH:MM] [--closes HH:MM] [--median MINUTES --slow MINUTES | --durations FILE] [--printers N --print-minutes MINUTES] [--tries N] [--seed N] [--json] [--lang en|es]',
  'letters page': '--program DIR --out FILE',
  'residue scan': '--strings FILE [--logs PATH]… [--also PATH]… [--json] [--lang en|es]',
  'root new': '--out DIR',
  'root certify': '--root FILE --issuing FILE --out FILE [--from D] [--until D]',
  'keys show': '[--json]',
  'keys pin': 'FILE --thumbprint=TEXT',
  'keys request': '--out FILE [--quarter YYYY-Qn]',
  'keys install': 'FILE',
  backup: 'FOLDER [--json]',
  'backup drill': 'FOLDER [--json]',
  restore: 'FOLDER [--keys-lost] [--json]',
  'vault status': '[--json]',
  'vault drill': '[--replica NAME] [--json]',
  'vault confirm-clock': '',
  'vault restore': '--replica NAME',
  'vault retire': '--replica NAME',
  'ledger openings': '--out FILE [--who FILE] [--kind KIND]… [--under-gag] [--json]',
  'ledger recompute': 'URL|DIR --openings FILE [--who FILE] [--key VKEY] [--witness VKEY]… [--json]',
  'ledger report':
    'URL|DIR --openings FILE --register FILE --reports FILE --half HALF [--key VKEY] [--witness VKEY]… [--json]',
  'ledger verify': 'URL|DIR [--since CHECKPOINT] [--key VKEY] [--witness VKEY]… [--json]',
  'ledger prove':
    'URL|DIR RECEIPT | --leaf HEX | --index N | --opening FILE [--out FILE] [--key VKEY] [--witness VKEY]… [--json]',
  'statistics check': '--statistics FILE --openings FILE [--history FILE] [--json]',
  'statistics import': 'FILE [--json]',
  'statistics publish': '[--json]',
  'statistics recompute': '[--json]',
  'bench desk': '[--cards N] [--out FILE]',
  'bench events':
    '[--people N] [--places N] [--seconds N] [--draws N] [--screens N] [--presses N] [--out FILE]',
  'bench exposure': '[--cards N] [--applications N] [--runs N] [--intakes N] [--out FILE]',
  'bench ledger': '[--leaves N] [--hours N] [--batches N] [--proofs N] [--runs N] [--out FILE]',
  'bench portal': '[--seconds N] [--rate N] [--applications N] [--codes N] [--out FILE]',
  'bench records': '[--records N] [--runs N] [--out FILE]',
  'bench vault': '[--keys N] [--runs N] [--due N] [--out FILE]',
  'bench verify': '[--runs N] [--pictures N] [--out FILE]',
};
