/** The agent's own version, told to the server with each report. */
import about from '../package.json' with { type: 'json' };

export const version: string = about.version;
