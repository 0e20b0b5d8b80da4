import { contractPage, contractsPage } from './contract-pages.ts'
import { estimatePage, estimatesPage } from './estimate-pages.ts'
import { invoicePage, invoicePdfPage, invoicesPage } from './invoice-pages.ts'
import type { Page } from './page.ts'
import { duePanel, estimatesPanel, timePanel, waitingPanel } from './panels.ts'

/** What customers see of billing, where a site shows pages. */
export const pages: readonly Page[] = [
  estimatesPage,
  estimatePage,
  contractsPage,
  contractPage,
  invoicesPage,
  invoicePage,
  invoicePdfPage,
  waitingPanel,
  duePanel,
  estimatesPanel,
  timePanel,
]
