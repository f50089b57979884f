/** Writes docs/errors.md from the one catalogue of error codes. */
import { writeFileSync } from 'node:fs';
import { refusals } from '../contract/src/refusals.ts';

const rows = Object.entries(refusals).map(([code, { status, title }]) => `| \`${code}\` | ${status} | ${title} |`);
writeFileSync(
  new URL('../docs/errors.md', import.meta.url),
  `# Error codes\n\nMade by \`npm run generate\` from \`contract/src/refusals.ts\`. An answer may say more in \`message\` and \`details\`.\n\n| code | status | meaning |\n|---|---|---|\n${rows.join('\n')}\n`,
);
