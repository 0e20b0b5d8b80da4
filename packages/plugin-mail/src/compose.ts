import type { ChannelDelivery, Texts } from '@deskwright/core'
import type { SendMailOptions } from 'nodemailer'
import { mailAddress } from './address.ts'
import { mailError } from './errors.ts'
import { htmlOf } from './html.ts'
import { threadOf } from './message-ids.ts'
import { oneLine } from './one-line.ts'
import type { MailBrand } from './options.ts'
import type { MailLink, MailPage } from './page.ts'
import { plainOf } from './plain.ts'
import { replyToken } from './reply-token.ts'
import { earlierSections, newSections } from './sections.ts'
import type { MailSettings } from './settings.ts'
import { Words } from './words.ts'

const MOST_SUBJECT = 180
const MOST_NAME = 100
const COLOR = '#1f5fbf'

export type ComposedMail = SendMailOptions & { readonly messageId: string }

/** Where mails to somebody go, or why none can: for good, until somebody corrects it. */
export function recipientAddress({ recipient }: ChannelDelivery, settings: MailSettings): string {
  if (recipient.email === null) throw final(mailError('mail.no_address'))
  const address = mailAddress(recipient.email)
  if (address === undefined) throw final(mailError('mail.bad_address'))
  if (settings.isOwn(address)) throw final(mailError('mail.own_address'))
  return address
}

export const final = (error: Error): Error => Object.assign(error, { isFinal: true })

/** A mail to one person. Every value of a header is one line by `oneLine` or an address by `mailAddress`. */
export async function composeMail(delivery: ChannelDelivery, settings: MailSettings, texts: Texts): Promise<ComposedMail> {
  const { recipient, ticket } = delivery
  const to = recipientAddress(delivery, settings)
  const languages = [recipient.language, recipient.acting === 'customer' ? ticket.language : null].filter((one) => one !== null)
  const words = new Words(texts, languages)
  const sender = settings.senderFor(ticket.teamId)
  const about = { ticketId: ticket.id, teamId: ticket.teamId, acting: recipient.acting, language: words.language }
  const page = pageOf(delivery, settings, words, shownBrand(await settings.brandOf(about), sender.name))
  const { messageId, inReplyTo, references } = threadOf(delivery, settings.domain)
  const { replyTo } = settings
  const token = { ticketId: ticket.id, ticketNumber: ticket.number, personId: recipient.id }
  return {
    from: { address: sender.address, name: sender.name },
    to: { address: to, name: oneLine(recipient.name, MOST_NAME) },
    ...(replyTo
      ? { replyTo: { address: `${replyTo.before}${replyToken(replyTo.secret, token)}${replyTo.after}`, name: sender.name } }
      : {}),
    envelope: { from: sender.address, to: [to] },
    subject: `[#${ticket.number}] ${oneLine(ticket.subject, MOST_SUBJECT)}`,
    messageId,
    inReplyTo,
    references: [...references],
    text: plainOf(page),
    html: htmlOf(page),
    headers: {
      // RFC 3834: written by a program, and to be answered by none.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'DR, RN, NRN, OOF, AutoReply',
      Precedence: 'list',
      'List-Id': `<tickets.${settings.domain}>`,
      'Content-Language': words.language,
      ...(settings.preferencesLink === undefined ? {} : { 'List-Unsubscribe': { prepared: true, value: `<${settings.preferencesLink}>` } }),
    },
    xMailer: false,
  }
}

function pageOf(delivery: ChannelDelivery, settings: MailSettings, words: Words, brand: MailPage['brand']): MailPage {
  const { ticket, items } = delivery
  const reasons = [...new Set(items.map(({ reason }) => reason))]
  const earlier = earlierSections(delivery, words)
  return {
    language: words.language,
    direction: words.direction,
    brand,
    title: words.say('mail.title', { number: String(ticket.number), subject: oneLine(ticket.subject, MOST_SUBJECT) }),
    sections: newSections(delivery, words),
    action: actionOf(delivery, settings, words),
    earlier: earlier.length ? { title: words.say('mail.earlier', {}), sections: earlier } : undefined,
    notes: [words.say(settings.replyTo ? 'mail.reply_here' : 'mail.no_answers', {}), ...reasons.flatMap((reason) => why(reason, words))],
    preferences:
      settings.preferencesLink === undefined ? undefined : { text: words.say('mail.preferences', {}), url: settings.preferencesLink },
  }
}

/** Who is asked to approve goes there; whoever sees the ticket, to the ticket. */
function actionOf({ recipient, ticket, items }: ChannelDelivery, settings: MailSettings, words: Words): MailLink {
  const asked = items.find(({ approval, reason }) => approval?.state === 'pending' && reason === 'approver')?.approval
  return asked
    ? { text: words.say('mail.open_approval', {}), url: settings.approvalLink(recipient.acting, asked.id, ticket) }
    : { text: words.say('mail.open_ticket', {}), url: settings.ticketLink(recipient.acting, ticket) }
}

const whys = ['approver', 'asker', 'assigned', 'assignee', 'cc', 'follower', 'mentioned', 'requester', 'team'] as const
const why = (reason: string, words: Words): string[] =>
  whys.flatMap((known) => (known === reason ? [words.say(`mail.reason.${known}`, {})] : []))

export function shownBrand({ name, color, logoUrl, footer }: MailBrand, senderName: string): MailPage['brand'] {
  const isLogo = logoUrl !== undefined && URL.canParse(logoUrl) && new URL(logoUrl).protocol === 'https:'
  return {
    name: oneLine(name ?? senderName, MOST_NAME),
    color: color !== undefined && /^#[0-9a-f]{6}$/i.test(color) ? color : COLOR,
    logoUrl: isLogo ? logoUrl : undefined,
    footer: oneLine(footer ?? '', 500),
  }
}
