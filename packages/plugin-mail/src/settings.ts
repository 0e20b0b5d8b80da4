import { mailAddress } from './address.ts'
import { mailError } from './errors.ts'
import { oneLine } from './one-line.ts'
import type { MailBrand, MailOptions, MailSender, MailSubject } from './options.ts'
import { isToken, MOST_TOKEN } from './reply-token.ts'

const MOST_NAME = 100
const MOST_LOCAL = 64

export interface Sender {
  readonly address: string
  readonly name: string
}
type Side = 'staff' | 'customer'

/** The options, checked once: what is wrong with them is said when the desk is created. */
export interface MailSettings {
  readonly senderFor: (teamId: string) => Sender
  readonly replyTo: { readonly before: string; readonly after: string; readonly secret: string } | undefined
  readonly ticketLink: (acting: Side, ticket: { readonly id: string; readonly number: number }) => string
  readonly approvalLink: (acting: Side, approvalId: string, ticket: { readonly id: string; readonly number: number }) => string
  readonly preferencesLink: string | undefined
  readonly brandOf: (about: MailSubject) => Promise<MailBrand>
  readonly domain: string
  /** Mailboxes of the desk: it never writes to itself. */
  readonly isOwn: (address: string) => boolean
}

export function settingsOf(options: MailOptions): MailSettings {
  const from = senderOf('from', options.from)
  const teams = new Map(Object.entries(options.teams ?? {}).map(([id, sender]) => [id, senderOf(`teams.${id}`, sender)]))
  const replyTo = replyToOf(options.replyTo)
  const { ticket, approval = ticket, preferences } = options.links
  const ticketLinks = linksOf('links.ticket', ticket)
  const approvalLinks = linksOf('links.approval', approval)
  const domain = mailAddress(`x@${options.domain ?? from.address.slice(from.address.lastIndexOf('@') + 1)}`)?.slice(2)
  if (domain === undefined) throw mailError('mail.bad_options', { option: 'domain', fault: 'it is no domain' })
  if (preferences !== undefined) expectLink('links.preferences', preferences)
  const own = new Set([from, ...teams.values()].map(({ address }) => address.toLowerCase()))
  return {
    senderFor: (teamId) => teams.get(teamId) ?? from,
    replyTo,
    ticketLink: (acting, { id, number }) => filled(ticketLinks[acting], { id, number: String(number) }),
    approvalLink: (acting, approvalId, { id, number }) => filled(approvalLinks[acting], { id, number: String(number), approvalId }),
    preferencesLink: preferences,
    brandOf: async (about) => options.brand?.(about) ?? {},
    domain,
    isOwn: (address) => own.has(address.toLowerCase()) || isReplyAddress(replyTo, address.toLowerCase()),
  }
}

function senderOf(option: string, { address, name = '' }: MailSender): Sender {
  const correct = mailAddress(address)
  if (correct === undefined) throw mailError('mail.bad_options', { option, fault: 'its address is none' })
  return { address: correct, name: oneLine(name, MOST_NAME) }
}

function replyToOf(replyTo: MailOptions['replyTo']): MailSettings['replyTo'] {
  if (!replyTo) return undefined
  const wrong = (fault: string) => mailError('mail.bad_options', { option: 'replyTo', fault })
  const [before = '', after = '', ...more] = replyTo.address.split('{token}')
  if (more.length || !replyTo.address.includes('{token}')) throw wrong("the address needs '{token}' once")
  const longest = mailAddress(`${before}${'x'.repeat(MOST_TOKEN)}${after}`)
  if (longest === undefined)
    throw wrong(`the address is none, or there is no room for a token: ${MOST_LOCAL - MOST_TOKEN} characters besides it`)
  if (replyTo.secret.length < 32) throw wrong('the secret has fewer than 32 characters')
  return { before, after: longest.slice(before.length + MOST_TOKEN), secret: replyTo.secret }
}

function isReplyAddress(replyTo: MailSettings['replyTo'], address: string): boolean {
  if (!replyTo || !address.endsWith(replyTo.after)) return false
  const before = replyTo.before.toLowerCase()
  const local = address.slice(0, -replyTo.after.length)
  if (!before) return true // a domain of its own
  return local === before.replace(/[+.=_-]$/, '') || (local.startsWith(before) && isToken(local.slice(before.length)))
}

function linksOf(option: string, links: MailOptions['links']['ticket']): Readonly<Record<Side, string>> {
  const both = typeof links === 'string' ? { staff: links, customer: links } : links
  expectLink(`${option}`, both.staff)
  expectLink(`${option}`, both.customer)
  return both
}

function expectLink(option: string, link: string): void {
  const sample = link.replaceAll(/\{(?:id|number|approvalId)\}/g, '1')
  const url = URL.canParse(sample) ? new URL(sample) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || /[{}\s]/.test(sample))
    throw mailError('mail.bad_options', { option, fault: 'it is no address of a page (http, https)' })
}

const filled = (link: string, values: Readonly<Record<string, string>>): string =>
  link.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(values[name] ?? ''))
