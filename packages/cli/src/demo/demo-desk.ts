import { createDesk, type Database, type Desk, type FileStorage } from '@deskwright/core'
import { type BillingContract, billing } from '@deskwright/plugin-billing'
import { type EquipmentContract, equipment } from '@deskwright/plugin-equipment'
import { type KbContract, knowledgeBase } from '@deskwright/plugin-kb'
import { type PortalContract, portal } from '@deskwright/plugin-portal'
import { logIncident } from '../replay/log-type.ts'
import type { DemoClock } from './demo-clock.ts'
import type { SignIn } from './sign-in.ts'

interface DemoDeskOptions {
  readonly database: Database
  readonly storage: FileStorage
  readonly clock: DemoClock
  readonly signIn: SignIn
}

/** The demo's desk: a host's desk like any other, with the host's own way of telling who somebody is and a ticket type of its own. */
export const createDemoDesk = ({
  database,
  storage,
  clock,
  signIn,
}: DemoDeskOptions): Desk<BillingContract | EquipmentContract | KbContract | PortalContract> =>
  createDesk({
    database,
    files: { storage },
    clock: clock.now,
    identify: (request) => signIn.identify(request),
    ticketTypes: [logIncident],
    plugins: [
      equipment(),
      billing({
        currency: 'EUR',
        seller: {
          name: 'Deskwright Sample Service',
          address: ['Via dell’Esempio 1', '00100 Roma'],
          country: 'IT',
          taxNumber: 'IT00000000000',
        },
        invoicePrefix: 'SAMPLE-',
        creditPrefix: 'SAMPLE-CN-',
        estimateStatus: [
          { type: 'incident', back: 'open' },
          { type: 'service_request', back: 'open' },
        ],
      }),
      knowledgeBase({ links: { article: '/kb/{articleId}' } }),
      portal({ name: 'Deskwright', signIn: '/start' }),
    ],
    http: { title: 'Deskwright demo' },
    // Whoever tries a demo does it beside everything else: a machine that stands still for a moment is no fault of a plugin's.
    hookTimeLimit: 3_000,
  })
