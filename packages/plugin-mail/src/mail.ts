import type { ChannelContext, ChannelDelivery, DeskPlugin } from '@deskwright/core'
import { composeMail, final, recipientAddress } from './compose.ts'
import type { MailContract } from './contract.ts'
import { mailError } from './errors.ts'
import { failureOf } from './failure.ts'
import { composeLetter } from './letter.ts'
import { refusal } from './migrations/0001-refusal.ts'
import type { MailOptions } from './options.ts'
import { Outbox } from './outbox.ts'
import { allow, kit, note, refusalOf, refusals } from './refusals.ts'
import { settingsOf } from './settings.ts'
import { catalogues } from './texts/catalogues.ts'

const TIMEOUT_MS = 60_000

/** Tells people by mail. Throws `mail.bad_options`. */
export const mail = (options: MailOptions): DeskPlugin<MailContract> => {
  const settings = settingsOf(options)
  const outbox = new Outbox(options.transport)

  const send = async (delivery: ChannelDelivery, { desk, texts, log, signal }: ChannelContext<MailContract>): Promise<void> => {
    const address = recipientAddress(delivery, settings)
    const personId = delivery.recipient.id
    const known = await desk.mail.refusalOf({ personId })
    // Whoever has another address since then is written to.
    if (known.refusal?.address === address) throw final(mailError('mail.address_refused'))
    const composed = await composeMail(delivery, settings, texts)
    signal.throwIfAborted()
    try {
      await outbox.send(composed, signal)
    } catch (thrown) {
      const { error, isUnknownAddress, code } = failureOf(thrown)
      // The refusal is what this is about; that it could not be noted means that the next mail will be refused as well.
      if (isUnknownAddress && code !== null)
        await desk.mail.note({ personId, address, code }).catch((cause: unknown) => {
          log.error({ code: 'mail.refusal_not_noted', delivery: delivery.id, error: cause }, 'mail.refusal_not_noted')
        })
      throw error
    }
  }

  return kit.definePlugin({
    id: 'mail',
    version: '0.0.0',
    contract: 1,
    operations: { refusals, refusalOf, allow, note },
    permissions: { 'mail.manage': { title: { en: 'Look after mail addresses that are refused', ...titles.manage } } },
    roles: {
      'mail.manager': {
        title: { en: 'Looks after mail', ...titles.manager },
        capacity: 'staff',
        permissions: ['person.read', 'mail.manage'],
      },
    },
    events: {
      'mail.address_refused': { subject: 'personId', audience: 'staff', title: { en: 'Mail address refused', ...titles.refused } },
      'mail.address_allowed': { subject: 'personId', audience: 'staff', title: { en: 'Mail address allowed again', ...titles.allowed } },
    },
    migrations: { '0001_refusal': refusal },
    texts: catalogues,
    personalData: {
      columns: { mail_refusal: { person_id: 'person', address: 'words' } },
      export: (db, personId) =>
        db.selectFrom('mail_refusal').select(['address', 'code', 'refused_at']).where('person_id', '=', personId).execute(),
      async erase(db, personId) {
        await db.deleteFrom('mail_refusal').where('person_id', '=', personId).execute()
      },
    },
    acts: ['mail.manage', 'person.read'],
    channels: {
      mail: {
        title: 'Mail',
        reasons: ['approver', 'asker', 'mentioned', 'assigned', 'requester', 'assignee', 'cc', 'follower'],
        timeout: options.timeout ?? TIMEOUT_MS,
        history: options.history ?? 0,
        ...(options.gatherMs === undefined ? {} : { gatherMs: options.gatherMs }),
        send,
        letter: async (letter, { texts, signal }) => {
          const composed = await composeLetter(letter, settings, texts)
          signal.throwIfAborted()
          try {
            await outbox.send(composed, signal)
          } catch (thrown) {
            throw failureOf(thrown).error
          }
        },
        close: () => outbox.close(),
      },
    },
  })(options)
}

const titles = {
  manage: {
    he: 'טיפול בכתובות דוא״ל שנדחו',
    fa: 'رسیدگی به نشانی‌های رایانامهٔ ردشده',
    ja: '拒否されたメールアドレスの管理',
    it: 'Gestire gli indirizzi e-mail rifiutati',
    ru: 'Управление отклонёнными адресами почты',
  },
  manager: {
    he: 'אחראי דוא״ל',
    fa: 'مسئول رایانامه',
    ja: 'メール管理者',
    it: 'Responsabile della posta',
    ru: 'Ответственный за почту',
  },
  refused: {
    he: 'כתובת הדוא״ל נדחתה',
    fa: 'نشانی رایانامه رد شد',
    ja: 'メールアドレスの拒否',
    it: 'Indirizzo e-mail rifiutato',
    ru: 'Адрес почты отклонён',
  },
  allowed: {
    he: 'כתובת הדוא״ל הותרה שוב',
    fa: 'نشانی رایانامه دوباره مجاز شد',
    ja: 'メールアドレスの再許可',
    it: 'Indirizzo e-mail di nuovo ammesso',
    ru: 'Адрес почты снова разрешён',
  },
} as const
