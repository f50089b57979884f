/** How the other commands reach the running agent: a local socket (a named pipe on Windows), never a network port. */
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

export const agentStatus = z.object({
  printers: z.array(z.object({ name: z.string(), state: z.string(), detail: z.string().optional() })),
  server: z.string(),
  questions: z.array(z.object({ job: z.string(), title: z.string(), reason: z.string().optional(), since: z.string() })),
  recent: z.array(z.object({ title: z.string(), at: z.string(), came_to: z.string() })),
});
export type AgentStatus = z.infer<typeof agentStatus>;

const answerRequest = z.strictObject({ job: z.string().min(4), answer: z.enum(['printed', 'again']) });
const said = z.object({ message: z.string() });

export interface ControlDeps {
  readonly status: () => AgentStatus;
  readonly answer: (job: string, answer: 'printed' | 'again') => Promise<string>;
}

const LONGEST_SOCKET_PATH = 100;

function socketPath(stateFolder: string): string {
  const mark = createHash('sha256').update(stateFolder).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\parley-print-agent-${mark}`;
  const path = join(stateFolder, 'agent.sock');
  return path.length <= LONGEST_SOCKET_PATH ? path : join(tmpdir(), `parley-print-agent-${mark}.sock`);
}

/** Only for the one agent that runs in this folder (sole-run.ts). */
export async function openControl(stateFolder: string, deps: ControlDeps): Promise<{ close(): Promise<void> }> {
  const path = socketPath(stateFolder);
  // What a killed agent left behind.
  if (process.platform !== 'win32') rmSync(path, { force: true });
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const parts: Buffer[] = [];
      for await (const part of incoming) parts.push(part as Buffer);
      const answer = await respond(deps, incoming.method ?? 'GET', Buffer.concat(parts).toString('utf8'));
      outgoing.writeHead(answer === undefined ? 400 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}));
    })().catch(() => outgoing.destroy());
  });
  await listen(server, path);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(deps: ControlDeps, method: string, body: string): Promise<unknown> {
  if (method === 'GET') return deps.status();
  const asked = answerRequest.safeParse(JSON.parse(body));
  return asked.success ? { message: await deps.answer(asked.data.job, asked.data.answer) } : undefined;
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
}

/** Undefined where no agent runs. */
export async function statusOfRunning(stateFolder: string): Promise<AgentStatus | undefined> {
  try {
    return agentStatus.parse(await askAgent(stateFolder, 'GET'));
  } catch (error) {
    if (error instanceof z.ZodError) throw error;
    return undefined;
  }
}

/** Undefined where no agent runs. */
export async function answerThroughRunning(stateFolder: string, job: string, answer: 'printed' | 'again'): Promise<string | undefined> {
  try {
    return said.parse(await askAgent(stateFolder, 'POST', { job, answer })).message;
  } catch (error) {
    if (error instanceof z.ZodError) throw error;
    return undefined;
  }
}

function askAgent(stateFolder: string, method: 'GET' | 'POST', body?: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath: socketPath(stateFolder), method, path: '/', timeout: 30_000, agent: false }, (incoming) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part: Buffer) => parts.push(part));
      incoming.on('error', reject);
      incoming.on('end', () => {
        try {
          resolve(JSON.parse(Buffer.concat(parts).toString('utf8')));
        } catch (error) {
          reject(error);
        }
      });
    });
    outgoing.on('error', reject);
    outgoing.on('timeout', () => outgoing.destroy(new Error('the agent does not answer')));
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
