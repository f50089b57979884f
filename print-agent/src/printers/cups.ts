/**
 * Prints through CUPS (Linux, macOS): a job is created first and gets its document second, so that its number is known before any page
 * can come out, and the real state is asked back to the end. Never judges by time.
 */
import { stat } from 'node:fs/promises';
import { askedOfJobs, askedOfPrinters, jobAttributes, jobName, readJob, readPrinter } from './cups-words.ts';
import { createIppClient, type IppClient, type IppRequest, NOT_FOUND } from './ipp.client.ts';
import type { IppAnswer } from './ipp-message.ts';
import type { PaperState, Printer } from './printer.port.ts';

const usualServers = ['localhost:631', '/run/cups/cups.sock', '/private/var/run/cupsd'];

export interface CupsDeps {
  /** The queue's name in CUPS. */
  readonly queue: string;
  /** `host:port` or the path of a socket; the usual places where it is not given. */
  readonly server?: string;
}

export function createCupsPrinter({ queue, server }: CupsDeps): Printer {
  const ipp = createIppClient(server === undefined ? usualServers : [server]);
  const path = `/printers/${encodeURIComponent(queue)}`;

  async function look(reference: string): Promise<PaperState> {
    const answer = await ipp({
      operation: 'jobAttributes',
      path,
      jobId: Number(reference),
      attributes: [{ name: 'requested-attributes', type: 'keyword', value: askedOfJobs }],
    });
    if (answer.status === NOT_FOUND) return { is: 'lost', detail: `CUPS does not know job ${reference} any more.` };
    return readJob(groupOf(answer, 'job'));
  }

  return {
    async see() {
      const answer = await ipp({ operation: 'printerAttributes', path, attributes: [requested(askedOfPrinters)] });
      if (answer.status === NOT_FOUND) return { state: 'offline', detail: `CUPS has no printer called ${queue}.` };
      return readPrinter(groupOf(answer, 'printer'));
    },
    async open({ key, title, ticket }) {
      const answer = await asked(ipp, {
        operation: 'createJob',
        path,
        attributes: [{ name: 'job-name', type: 'name', value: jobName(title, key) }],
        job: jobAttributes(ticket),
      });
      const id = groupOf(answer, 'job').get('job-id')?.[0];
      if (typeof id !== 'number') throw new Error('CUPS made a job without a number');
      return String(id);
    },
    async send(reference, { file }) {
      await asked(ipp, {
        operation: 'sendDocument',
        path,
        jobId: Number(reference),
        attributes: [
          { name: 'document-format', type: 'mime', value: 'application/pdf' },
          { name: 'last-document', type: 'boolean', value: true },
        ],
        document: { path: file, bytes: (await stat(file)).size },
      });
    },
    look,
    async recall(reference) {
      const before = await look(reference);
      if (before.is !== 'waiting' && before.is !== 'unsent') return before;
      // Between the look and this it may have begun; the look afterwards says so.
      await ipp({ operation: 'cancelJob', path, jobId: Number(reference) });
      return look(reference);
    },
  };
}

/** Names of the queues, the default one first. Throws where no CUPS answers. */
export async function cupsQueues(server?: string): Promise<readonly string[]> {
  const ipp = createIppClient(server === undefined ? usualServers : [server]);
  const name = [requested(['printer-name'])];
  const [first, all] = [
    await ipp({ operation: 'defaultPrinter', path: '/', attributes: name }),
    await ipp({ operation: 'printers', path: '/', attributes: name }),
  ];
  const names = [...first.groups, ...all.groups].map((group) => group.attributes.get('printer-name')?.[0]);
  return [...new Set(names.filter((each) => typeof each === 'string'))];
}

function requested(names: readonly string[]) {
  return { name: 'requested-attributes', type: 'keyword', value: names } as const;
}

function groupOf(answer: IppAnswer, tag: 'job' | 'printer') {
  return answer.groups.find((group) => group.tag === tag)?.attributes ?? new Map<string, never>();
}

async function asked(ipp: IppClient, request: IppRequest): Promise<IppAnswer> {
  const answer = await ipp(request);
  if (answer.status < 0x0100) return answer;
  const message = groupMessage(answer);
  throw new Error(`CUPS refused ${request.operation}: ${message ?? `0x${answer.status.toString(16).padStart(4, '0')}`}`);
}

function groupMessage(answer: IppAnswer): string | undefined {
  const message = answer.groups[0]?.attributes.get('status-message')?.[0];
  return typeof message === 'string' ? message : undefined;
}
