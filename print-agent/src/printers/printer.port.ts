/**
 * What the agent needs of a print system, in its own words; types only. Handing over is split in two, so that the reference of the
 * system's job is in the journal before any page can come out.
 */
import type { PrinterState, PrintTicket } from '@parley/contract/api/printing.ts';

/** One job for one printer. */
export interface PrintWork {
  /** Unique for each claim and part of the name under which the print system lists it; letters, digits and dashes. */
  readonly key: string;
  /** Read by people in the system's own list. */
  readonly title: string;
  /** A PDF whose pages are the printed sides: several on a sheet and grey are done in it. */
  readonly file: string;
  readonly ticket: PrintTicket;
}

/**
 * How far a job is. `unsent`: the system has nothing of it that could be printed · `waiting`: nothing came out yet and it can be taken
 * back · `stopped`: it ended early and paper may have come out · `failed`, `cancelled`: it ended and surely nothing came out · `lost`:
 * the system does not know it any more.
 */
export interface PaperState {
  readonly is: 'unsent' | 'waiting' | 'printing' | 'done' | 'failed' | 'cancelled' | 'stopped' | 'lost';
  /** Sides that came out so far, where the system counts them. */
  readonly sides?: number;
  readonly detail?: string;
}

export interface PrinterLook {
  readonly state: PrinterState;
  readonly detail?: string;
  readonly color?: boolean;
  readonly duplex?: boolean;
  readonly papers?: readonly PrintTicket['paper'][];
}

export interface Printer {
  /** Throws when the print system cannot be asked. */
  see(): Promise<PrinterLook>;
  /** Makes room for a job and answers the reference to it; nothing can come out of it yet. */
  open(work: PrintWork): Promise<string>;
  /** Hands the file over: from its first byte on, pages may come out. Throwing does not mean that none will. */
  send(reference: string, work: PrintWork): Promise<void>;
  /**
   * Throws when the system cannot be asked.
   * @param handedOver whether `send` is known to have ended well.
   */
  look(reference: string, work: PrintWork, handedOver: boolean): Promise<PaperState>;
  /** Takes the job out of the system where nothing of it came out; answers what is true afterwards. */
  recall(reference: string, work: PrintWork, handedOver: boolean): Promise<PaperState>;
}
