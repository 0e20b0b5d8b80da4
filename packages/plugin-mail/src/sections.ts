import type { ChannelDelivery, ChannelItem, ChannelMessage } from '@deskwright/core'
import { oneLine, shortened } from './one-line.ts'
import type { MailSection } from './page.ts'
import type { MailTextKey } from './texts/en.ts'
import type { Words } from './words.ts'

const MOST_BODY = 20_000
const MOST_ITEMS = 20
const MOST_FILES = 20
const MOST_NAME = 200

const withoutAuthor: Readonly<Record<string, Exclude<MailTextKey, `mail.approval.${string}`>>> = {
  'ticket.created': 'mail.event.opened',
  'ticket.resolved': 'mail.event.resolved',
  'ticket.closed': 'mail.event.closed',
  'ticket.reopened': 'mail.event.reopened',
  'ticket.wait_over': 'mail.event.wait_over',
}

/** What is new, the newest twenty; older ones are counted. */
export function newSections({ items, recipient }: ChannelDelivery, words: Words): MailSection[] {
  const shown = items.slice(-MOST_ITEMS)
  const left = items.length - shown.length
  const sections = shown.map((item) => ({ heading: headingOf(item, recipient.acting, words), ...contentOf(item.message, words) }))
  return left > 0 ? [{ heading: words.say('mail.more', { count: left }), body: null, files: [] }, ...sections] : sections
}

export const earlierSections = ({ history, recipient }: ChannelDelivery, words: Words): MailSection[] =>
  history.map((message) => ({
    heading: words.say('mail.message', { author: authorOf(message, recipient.acting, words), date: words.dateTime(message.at) }),
    ...contentOf(message, words),
  }))

function headingOf({ event, reason, message, approval }: ChannelItem, acting: 'staff' | 'customer', words: Words): string {
  if (approval) return words.say(approvalText(event, approval.state), { question: oneLine(approval.question, MOST_NAME) })
  if (event === 'ticket.assigned') return words.say(reason === 'team' ? 'mail.event.queued' : 'mail.event.assigned', {})
  if (message) {
    const author = authorOf(message, acting, words)
    if (message.visibility === 'internal') return words.say('mail.event.noted', { author })
    return words.say(event === 'ticket.created' ? 'mail.event.created' : 'mail.event.replied', { author })
  }
  return words.say(withoutAuthor[event] ?? 'mail.event.other', {})
}

function approvalText(event: string, state: string): Extract<MailTextKey, `mail.approval.${string}`> {
  if (event !== 'approval.ended') return 'mail.approval.asked'
  if (state === 'accepted') return 'mail.approval.accepted'
  if (state === 'refused') return 'mail.approval.refused'
  return state === 'void' ? 'mail.approval.void' : 'mail.approval.withdrawn'
}

/** Programs and whoever is gone have no name that says anything. */
const authorOf = ({ author }: ChannelMessage, acting: 'staff' | 'customer', words: Words): string =>
  oneLine(author, MOST_NAME) || words.core(acting === 'customer' ? 'core.author.staff' : 'core.author.system')

/** Line ends of every kind, and marks that would turn what comes after the message around, are made harmless. */
function contentOf(message: ChannelMessage | null, words: Words): Pick<MailSection, 'body' | 'files'> {
  if (!message) return { body: null, files: [] }
  const text = message.body
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/(?![\n\t])[\p{Cc}\u202a-\u202e]/gu, '')
  const body = text.length > MOST_BODY ? `${shortened(text, MOST_BODY)}\n\n${words.say('mail.cut', {})}` : text
  const files = message.attachments
    .slice(0, MOST_FILES)
    .map(({ name, sizeBytes }) => `\u2068${oneLine(name, MOST_NAME)}\u2069 (${words.size(sizeBytes)})`)
  const left = message.attachments.length - files.length
  return { body, files: left > 0 ? [...files, words.say('mail.more', { count: left })] : files }
}
