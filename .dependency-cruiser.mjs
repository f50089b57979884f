/** The import arrows of docs/architecture.md. A new arrow between domains is one line in `mayUse`, to be argued over in review. */

/** domain → the domains whose index.ts it may import */
const mayUse = {
  merchants: [],
  books: ['merchants'],
  customers: ['merchants'],
  catalog: ['merchants'],
  stock: ['catalog', 'books', 'merchants'],
  carts: ['catalog', 'stock', 'merchants'],
  conversations: ['customers', 'merchants'],
  fulfilment: ['customers', 'merchants', 'books'],
  payments: ['merchants', 'books'],
  orders: ['carts', 'catalog', 'stock', 'customers', 'fulfilment', 'payments', 'books', 'merchants'],
  returns: ['orders', 'stock', 'payments', 'customers', 'catalog', 'books', 'merchants'],
  documents: ['orders', 'returns', 'conversations', 'customers', 'books', 'merchants'],
  storefronts: ['merchants'],
  insights: ['books', 'merchants'],
  printing: ['orders', 'catalog', 'customers', 'books', 'merchants'],
};

const domains = Object.keys(mayUse);
const notTest = '(\\.test\\.ts$|\\.suite\\.ts$)';

const domainArrows = domains.map((domain) => ({
  name: `domain-${domain}`,
  comment: `${domain} may meet only: ${mayUse[domain].join(', ') || 'nobody'} (mayUse in .dependency-cruiser.mjs)`,
  severity: 'error',
  from: { path: `^server/src/domains/${domain}/`, pathNot: notTest },
  to: { path: '^server/src/domains/', pathNot: [`^server/src/domains/(${[domain, ...mayUse[domain]].join('|')})/`] },
}));

export default {
  forbidden: [
    { name: 'no-cycles', comment: 'type imports count', severity: 'error', from: { pathNot: '^dashboard/' }, to: { circular: true } },
    {
      name: 'no-cycles-of-the-dashboard',
      comment: 'a route loads its page later, and the page reads the address through its route',
      severity: 'error',
      from: { path: '^dashboard/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['dynamic-import'] } },
    },
    {
      name: 'contract-knows-nobody',
      severity: 'error',
      from: { path: '^contract/' },
      to: { path: '^(server|dashboard|print-agent|tools|bench|e2e)/' },
    },
    {
      name: 'dashboard-knows-the-contract-alone',
      severity: 'error',
      from: { path: '^dashboard/' },
      to: { path: '^(server|print-agent|tools|bench|e2e)/' },
    },
    {
      name: 'print-agent-knows-the-contract-alone',
      severity: 'error',
      from: { path: '^print-agent/' },
      to: { path: '^(server|dashboard|tools|bench|e2e)/' },
    },
    {
      name: 'printers-know-no-agent',
      comment: 'the agent meets print systems through printer.port.ts; choose-printer.ts alone reads the settings',
      severity: 'error',
      from: { path: '^print-agent/src/printers/', pathNot: ['choose-printer\\.ts$', notTest] },
      to: { path: '^print-agent/src/(?!printers/)' },
    },
    {
      name: 'ui-knows-no-feature',
      severity: 'error',
      from: { path: '^dashboard/src/ui/' },
      to: { path: '^dashboard/src/features/' },
    },
    { name: 'contract-has-no-io', severity: 'error', from: { path: '^contract/src', pathNot: notTest }, to: { dependencyTypes: ['core'] } },
    {
      name: 'foundation-knows-no-commerce',
      severity: 'error',
      from: { path: '^server/src/foundation/', pathNot: notTest },
      to: { path: '^server/src/(providers|domains|surfaces|demo|app|main|config)' },
    },
    {
      name: 'providers-know-no-domain',
      severity: 'error',
      from: { path: '^server/src/providers/', pathNot: notTest },
      to: { path: '^server/src/(domains|surfaces|demo|app|main)' },
    },
    {
      name: 'domains-know-no-surface',
      severity: 'error',
      from: { path: '^server/src/domains/', pathNot: notTest },
      to: { path: '^server/src/(surfaces|demo|app|main)' },
    },
    {
      name: 'domains-see-ports-only',
      severity: 'error',
      from: { path: '^server/src/domains/', pathNot: notTest },
      to: { path: '^server/src/providers/', pathNot: '\\.port\\.ts$' },
    },
    {
      name: 'surfaces-see-ports-only',
      comment: 'only the sandbox and tests import simulators, only app.ts imports clients',
      severity: 'error',
      from: { path: '^server/src/surfaces/', pathNot: ['^server/src/surfaces/sandbox/', notTest] },
      to: { path: '^server/src/providers/', pathNot: '\\.port\\.ts$' },
    },
    {
      name: 'front-doors-only',
      comment: 'another domain is met through its index.ts; routes and jobs are mounted by app.ts',
      severity: 'error',
      from: { path: '^server/src/(domains/([^/]+)|surfaces)/', pathNot: notTest },
      to: { path: '^server/src/domains/([^/]+)/(?!index\\.ts$)', pathNot: ['^server/src/domains/$2/'] },
    },
    {
      name: 'surfaces-know-no-app',
      severity: 'error',
      from: { path: '^server/src/surfaces/' },
      to: { path: '^server/src/(app|main)\\.ts' },
    },
    {
      name: 'simulators-stay-outside',
      severity: 'error',
      from: { path: '^server/src/(foundation|domains|main|config)', pathNot: notTest },
      to: { path: '/simulator(\\.ts$|/)|\\.simulator\\.ts$' },
    },
    ...domainArrows,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dashboard/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
