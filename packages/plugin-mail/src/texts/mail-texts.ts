import type { MailTextKey } from './en.ts'

/** Every language has every text. */
export type MailTexts = { readonly [Key in MailTextKey]: string }

/** What stands in which text. */
export type MailTextParams = {
  readonly [Key in MailTextKey]: Key extends `mail.approval.${string}`
    ? { readonly question: string }
    : Key extends 'mail.event.created' | 'mail.event.noted' | 'mail.event.replied'
      ? { readonly author: string }
      : Key extends 'mail.message'
        ? { readonly author: string; readonly date: string }
        : Key extends 'mail.more'
          ? { readonly count: number }
          : Key extends 'mail.title'
            ? { readonly number: string; readonly subject: string }
            : {}
}
