import type { ExampleContext } from '@deskwright/testing'
import { pluginConformance } from '@deskwright/testing/vitest'
import { type PortalContract, portal } from '../src/index.ts'
import { postbox } from './postbox.ts'

let count = 0
const address = (): string => {
  count += 1
  return `made-${count}@example.net`
}

/** The portal as a program: what has to be there before an operation can be tried. */
const portalOf = ({ test }: ExampleContext): PortalContract['service'] =>
  (test.desk.system('examples') as unknown as { readonly portal: PortalContract['service'] }).portal

/** Somebody whom the host does not know, and the secret of a link for them. */
async function link(context: ExampleContext): Promise<string> {
  const email = address()
  await context.test.desk.system('examples').people.create({ name: 'Guest', email })
  await portalOf(context).askForLink({ address: email, language: 'en' })
  const { letter } = await portalOf(context).issueLink({ address: email, language: null })
  return letter?.secret ?? ''
}
const session = async (context: ExampleContext): Promise<string> => (await portalOf(context).enter({ secret: await link(context) })).secret
const invitation = (context: ExampleContext) =>
  portalOf(context).invite({ companyId: context.companyId, name: 'Invited', email: address() })

pluginConformance(portal, {
  with: () => [postbox().plugin],
  options: { entry: { url: 'https://app.example.com/support' } },
  examples: {
    invite: ({ companyId }) => ({ companyId, name: 'New Contact', email: address(), jobTitle: 'Buyer', language: 'he' }),
    linkToTicket: ({ ticketId }) => ({ ticketId }),
    endTicketLinks: async (context) => {
      await portalOf(context).linkToTicket({ ticketId: context.ticketId })
      return { ticketId: context.ticketId }
    },
    endSessions: async (context) => ({ personId: (await invitation(context)).personId }),
    askForLink: () => ({ address: address(), language: 'fa' }),
    issueLink: async (context) => {
      const email = address()
      await context.test.desk.system('examples').people.create({ name: 'Guest', email })
      await portalOf(context).askForLink({ address: email, language: 'en' })
      return { address: email, language: null }
    },
    issueInvitation: async (context) => ({ invitationId: (await invitation(context)).id }),
    entry: async (context) => ({ secret: await link(context) }),
    enter: async (context) => ({ secret: await link(context) }),
    session: async (context) => ({ secret: await session(context) }),
    signOut: async (context) => ({ secret: await session(context) }),
    alive: { ids: [] },
    linkedTicket: async (context) => {
      const { url } = await portalOf(context).linkToTicket({ ticketId: context.ticketId })
      return { secret: url.split('/').at(-1) ?? '' }
    },
    forget: async (context: ExampleContext) => {
      await portalOf(context).askForLink({ address: address(), language: null })
      context.test.clock.advance('2d')
      return {}
    },
  },
})
