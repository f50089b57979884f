/** The thread in which sheets are laid: one file, one answer, and it ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Laying, laySheets } from './lay-sheets.ts';

const laid = await laySheets(workerData as Laying);
parentPort?.postMessage(laid, []);
