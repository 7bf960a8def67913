import { accountsBook } from './accounts.ts';
import { assessmentBook } from './assessment.ts';
import { assistantBook } from './assistant.ts';
import { booksBook } from './books.ts';
import { callsBook } from './calls.ts';
import { deskBook } from './desk.ts';
import { disputesBook } from './disputes.ts';
import { importsBook } from './imports.ts';
import { inboxBook } from './inbox.ts';
import { inboxClocksBook } from './inbox-clocks.ts';
import { inboxToolsBook } from './inbox-tools.ts';
import { inspectionBook } from './inspection.ts';
import { moneyBook } from './money.ts';
import { ordersBook } from './orders.ts';
import { outboundBook } from './outbound.ts';
import { paymentsBook } from './payments.ts';
import { policiesBook } from './policies.ts';
import { remediesBook } from './remedies.ts';
import { returnsBook } from './returns.ts';
import type { Book } from './sample.ts';
import { warehouseBook } from './warehouse.ts';

/** In the order their things can be made. */
export const books: Book[] = [
  accountsBook,
  ordersBook,
  importsBook,
  policiesBook,
  returnsBook,
  remediesBook,
  moneyBook,
  paymentsBook,
  disputesBook,
  deskBook,
  outboundBook,
  warehouseBook,
  booksBook,
  inspectionBook,
  inboxBook,
  inboxClocksBook,
  inboxToolsBook,
  callsBook,
  assistantBook,
  assessmentBook,
];
