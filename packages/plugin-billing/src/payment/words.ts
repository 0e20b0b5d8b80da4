import type { WordsOf } from '../texts/words.ts'
import type { paymentErrors } from './errors.ts'
import type { paymentEvents } from './operations.ts'

export const paymentWords: WordsOf<typeof paymentErrors, typeof paymentEvents> = {
  'event:billing.payment_entered': {
    fa: 'پرداخت ثبت شد',
    he: 'תשלום נרשם',
    it: 'Pagamento registrato',
    ja: '入金が記録されました',
    ru: 'Платёж внесён',
  },
  'event:billing.payment_allocated': {
    fa: 'پرداخت تخصیص یافت',
    he: 'תשלום שויך',
    it: 'Pagamento assegnato',
    ja: '入金が充当されました',
    ru: 'Платёж распределён',
  },
  'error:billing.payment_not_found': {
    fa: 'چنین پرداختی وجود ندارد. یکی از فهرست پرداخت‌ها را برگزینید.',
    he: 'אין תשלום כזה. בחרו אחד מרשימת התשלומים.',
    it: 'Questo pagamento non esiste. Sceglietene uno dall’elenco.',
    ja: 'その入金はありません。入金の一覧から選んでください。',
    ru: 'Такого платежа нет. Выберите его из списка.',
  },
  'error:billing.payment_too_much': {
    fa: 'آنجا حداکثر {$left} پرداختنی است: آنچه از پرداخت آزاد و در صورت‌حساب باز است. کمتر بردارید.',
    he: 'אפשר לשלם שם לכל היותר {$left}: זה מה שפנוי בתשלום ופתוח בחשבונית. הפחיתו את הסכום.',
    it: 'Lì si possono pagare al massimo {$left}: quanto è libero del pagamento e aperto sulla fattura. Mettete meno.',
    ja: 'そこに充当できるのは最大{$left}です。入金の残りと請求書の未払いの範囲です。金額を減らしてください。',
    ru: 'Туда можно отнести не больше {$left}: столько свободно в платеже и открыто в счёте. Уменьшите сумму.',
  },
  'error:billing.payment_other': {
    fa: 'پرداخت و صورت‌حساب از شرکت‌ها یا واحدهای پول متفاوت‌اند. صورت‌حساب مناسبی برگزینید.',
    he: 'התשלום והחשבונית הם של חברות או מטבעות שונים. בחרו חשבונית מתאימה.',
    it: 'Pagamento e fattura sono di aziende o valute diverse. Scegliete una fattura adatta.',
    ja: '入金と請求書の会社または通貨が異なります。合う請求書を選んでください。',
    ru: 'Платёж и счёт разных компаний или валют. Выберите подходящий счёт.',
  },
}
