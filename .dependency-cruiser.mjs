// Imports run one way. Each rule says which door it keeps shut, and why a newcomer would want it open.
const OFFICES = [
  'portal',
  'events',
  'desks',
  'review',
  'cards',
  'records',
  'legal',
  'public',
  'register',
  'sharing',
  'questions',
  'staff',
  'notices',
  'ledger',
  'backup',
  'audit',
];

const officesKeepToThemselves = OFFICES.map((office) => ({
  name: `office-${office}-by-its-front-door`,
  comment:
    'An office calls another through its exported service (service.ts), never through its tables or pages.',
  severity: 'error',
  from: {
    path: `^apps/server/(${OFFICES.filter((other) => other !== office).join('|')})/`,
    pathNot: '(\\.test\\.tsx?$|/testing/)',
  },
  // What a sealed file holds, and the ways into it, is read by a reviewer's page too: pure, and nothing of the office.
  to: {
    path: `^apps/server/${office}/`,
    pathNot: `^apps/server/${office}/(service|index|file-layout)\\.ts$`,
  },
}));

export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'packages-import-no-app',
      comment: 'Packages decide; apps act. A package that needs an app has the decision in the wrong room.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(apps|tests|bench)/' },
    },
    {
      name: 'packages-do-no-io',
      comment:
        'Packages run in a browser and on a server. `node.ts` files are the named exception for Node callers.',
      severity: 'error',
      from: {
        path: '^packages/',
        pathNot:
          '(\\.test\\.tsx?$|/node\\.ts$|/build[^/]*\\.ts$|/render-[^/]*\\.ts$|/testing/|/generate[^/]*\\.ts$)',
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'apps-do-not-import-apps',
      comment: 'Server, keeper, desk and verifier meet over the wire. Only the command line starts them all.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/cli/|\\.test\\.tsx?$|/testing/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'foundations-know-no-office',
      comment: 'store, http, ui, holds and vault lie below every office.',
      severity: 'error',
      from: { path: '^apps/server/(config|http|ui|store|holds|vault)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: `^apps/server/(${OFFICES.join('|')})/` },
    },
    {
      name: 'sealed-records-end-in-the-vault',
      comment: 'A row that goes before its key would be a receipt for something that still opens.',
      severity: 'error',
      from: { pathNot: '^apps/server/vault/' },
      to: { path: '^apps/server/holds/sealed-records\\.ts$' },
    },
    ...officesKeepToThemselves,
    {
      name: 'tests-are-leaves',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: '(\\.test\\.tsx?$|/testing/|^apps/cli/bench/)' },
      to: { path: '(\\.test\\.tsx?$|^tests/)' },
    },
    {
      name: 'only-declared-dependencies',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: '(\\.test\\.tsx?$|/testing/)' },
      to: { dependencyTypes: ['npm-no-pkg', 'unknown', 'undetermined'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(/dist/|/node_modules/\\.cache/)' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
