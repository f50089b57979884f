#!/usr/bin/env node
/** parley-print-agent: reads the command line, shows what is wrong in plain words, and leaves the work to the commands. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installService, removeService } from './commands/install-service.ts';
import { pairCommand } from './commands/pair-command.ts';
import { runCommand } from './commands/run-command.ts';
import { statusCommand } from './commands/status-command.ts';
import { ConfigProblem, configPath, printerKinds, readConfig } from './config.ts';
import { answerThroughRunning } from './control.ts';
import { howStarted } from './started.ts';
import { isOldNode, OLDEST_NODE, version } from './version.ts';

const usage = `parley-print-agent ${version}: prints what the shop's customers sent

  pair <code> --backend <address> [--printer <name>]   with the code shown on the dashboard; once
  run                                                  prints until it is stopped
  status                                               printers, open questions, what was printed lately
  answer <job> printed|again                           how a job in doubt ended
  install-service [--remove]                           starts with the computer from now on

  --config <file>     settings elsewhere
  pair also takes     --kind ${printerKinds.join('|')}  --folder <path>  --cups-server <host:port|socket>  --name <this computer>
`;

const options = {
  config: { type: 'string' },
  backend: { type: 'string' },
  'backend-url': { type: 'string' },
  printer: { type: 'string' },
  kind: { type: 'string' },
  folder: { type: 'string' },
  'cups-server': { type: 'string' },
  name: { type: 'string' },
  remove: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
  const [command, ...rest] = positionals;
  if (values.version) say(version);
  if (values.help || (!command && !values.version)) say(usage);
  if (values.help || values.version || !command) return command || values.help || values.version ? 0 : 1;
  const path = configPath(values.config);
  switch (command) {
    case 'pair': {
      const backend = values.backend ?? values['backend-url'];
      const [code] = rest;
      if (code === undefined || backend === undefined) return refuse('pair needs the code and --backend <address>');
      const kind = printerKinds.find((each) => each === values.kind);
      if (values.kind !== undefined && kind === undefined) return refuse(`--kind is one of ${printerKinds.join(', ')}`);
      const { printer, folder, name, 'cups-server': cupsServer } = values;
      return pairCommand(
        {
          code,
          backend,
          configPath: path,
          isConfigGiven: values.config !== undefined,
          started: howStarted(fileURLToPath(import.meta.url)),
          ...(kind === undefined ? {} : { kind }),
          ...(printer === undefined ? {} : { printer }),
          ...(folder === undefined ? {} : { folder }),
          ...(name === undefined ? {} : { name }),
          ...(cupsServer === undefined ? {} : { cupsServer }),
        },
        say,
      );
    }
    case 'run':
      return runCommand(readConfig(path));
    case 'status':
      say(await statusCommand(readConfig(path).stateFolder));
      return 0;
    case 'answer': {
      const [job, answer] = rest;
      if (job === undefined || (answer !== 'printed' && answer !== 'again')) return refuse('answer needs a job and printed or again');
      const said = await answerThroughRunning(readConfig(path).stateFolder, job, answer);
      if (said === undefined) return refuse('The agent does not run. Start it, or answer on the dashboard.');
      say(said);
      return 0;
    }
    case 'install-service':
      if (values.remove === true) return removeService(say);
      return installService({ configPath: path, stateFolder: readConfig(path).stateFolder, program: fileURLToPath(import.meta.url) }, say);
    default:
      return refuse(`There is no command called ${command}.\n\n${usage}`);
  }
}

function refuse(line: string): number {
  process.stderr.write(`${line}\n`);
  return 1;
}

/** The disk is full, a folder may not be written, a word is unknown: the message says it, and where in our code it was is no help. */
function isPlain(error: unknown): error is Error {
  const { code = '', syscall } = error as NodeJS.ErrnoException;
  return error instanceof ConfigProblem || code.startsWith('ERR_PARSE_ARGS') || (syscall !== undefined && code !== '');
}

try {
  process.exitCode = isOldNode(process.versions.node)
    ? refuse(`Node ${process.versions.node} is too old: this needs Node ${OLDEST_NODE} or newer, from https://nodejs.org`)
    : await main(process.argv.slice(2));
} catch (error) {
  if (!isPlain(error)) throw error;
  process.exitCode = refuse(error.message);
}
