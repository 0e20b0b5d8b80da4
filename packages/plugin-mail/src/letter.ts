import type { Letter, Texts } from '@deskwright/core'
import { mailAddress } from './address.ts'
import { type ComposedMail, final, shownBrand } from './compose.ts'
import { mailError } from './errors.ts'
import { htmlOf } from './html.ts'
import { oneLine } from './one-line.ts'
import type { MailPage } from './page.ts'
import { plainOf } from './plain.ts'
import type { MailSettings } from './settings.ts'
import { Words } from './words.ts'

const MOST_SUBJECT = 180
const MOST_NAME = 100
const MOST_BODY = 20_000

/** A mail that is about no ticket: the same looks, no thread, and no way to answer. Throws `mail.bad_address`, `mail.own_address`. */
export async function composeLetter(letter: Letter, settings: MailSettings, texts: Texts): Promise<ComposedMail> {
  const to = mailAddress(letter.to.address)
  if (to === undefined) throw final(mailError('mail.bad_address'))
  if (settings.isOwn(to)) throw final(mailError('mail.own_address'))
  const words = new Words(texts, letter.to.language === null ? [] : [letter.to.language])
  const sender = settings.senderFor('')
  const subject = oneLine(letter.subject, MOST_SUBJECT)
  const about = { ticketId: '', teamId: '', acting: 'customer' as const, language: words.language }
  const page: MailPage = {
    language: words.language,
    direction: words.direction,
    brand: shownBrand(await settings.brandOf(about), sender.name),
    title: subject,
    sections: [{ heading: '', body: letter.body.slice(0, MOST_BODY), files: [] }],
    action: letter.action && { text: oneLine(letter.action.text, MOST_NAME), url: letter.action.url },
    earlier: undefined,
    notes: letter.notes.map((note) => oneLine(note, MOST_BODY)),
    preferences: undefined,
  }
  return {
    from: { address: sender.address, name: sender.name },
    to: { address: to, name: oneLine(letter.to.name, MOST_NAME) },
    envelope: { from: sender.address, to: [to] },
    subject,
    messageId: `<letter.${letter.id}@${settings.domain}>`,
    text: plainOf(page),
    html: htmlOf(page),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'DR, RN, NRN, OOF, AutoReply',
      'Content-Language': words.language,
    },
    xMailer: false,
  }
}
