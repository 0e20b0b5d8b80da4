import type { WordsOf } from '../texts/words.ts'
import type { invoiceErrors } from './errors.ts'
import type { invoiceEvents } from './operations.ts'

export const invoiceWords: WordsOf<typeof invoiceErrors, typeof invoiceEvents> = {
  'event:billing.invoice_issued': {
    fa: 'صورت‌حساب صادر شد',
    he: 'חשבונית הופקה',
    it: 'Fattura emessa',
    ja: '請求書が発行されました',
    ru: 'Счёт выставлен',
  },
  'event:billing.invoice_credited': {
    fa: 'صورت‌حساب اصلاح شد',
    he: 'חשבונית זוכתה',
    it: 'Nota di credito emessa',
    ja: '請求書が訂正されました',
    ru: 'Счёт скорректирован',
  },
  'event:billing.verdict_overridden': {
    fa: 'دربارهٔ هزینه تصمیم گرفته شد',
    he: 'הוחלט מה לחייב',
    it: 'Deciso l’addebito',
    ja: '請求内容が決められました',
    ru: 'Принято решение об оплате',
  },
  'event:billing.account_saved': {
    fa: 'حساب شرکت تغییر کرد',
    he: 'פרטי החיוב של החברה שונו',
    it: 'Dati di fatturazione modificati',
    ja: '会社の請求先が変更されました',
    ru: 'Платёжные данные компании изменены',
  },
  'error:billing.invoice_not_found': {
    fa: 'چنین صورت‌حسابی وجود ندارد. یکی از فهرست صورت‌حساب‌ها را برگزینید.',
    he: 'אין חשבונית כזאת. בחרו אחת מרשימת החשבוניות.',
    it: 'Questa fattura non esiste. Sceglietene una dall’elenco.',
    ja: 'その請求書はありません。請求書の一覧から選んでください。',
    ru: 'Такого счёта нет. Выберите его из списка.',
  },
  'error:billing.nothing_to_invoice': {
    fa: 'تا {$day} چیزی برای صورت‌حساب نیست. روز دیرتری برگزینید یا کار را ثبت کنید.',
    he: 'אין מה לחייב עד {$day}. בחרו יום מאוחר יותר או רשמו עבודה.',
    it: 'Fino al {$day} non c’è nulla da fatturare. Scegliete un giorno successivo o registrate del lavoro.',
    ja: '{$day}までに請求するものはありません。後の日付を選ぶか、作業を記録してください。',
    ru: 'До {$day} выставлять нечего. Выберите более поздний день или внесите работу.',
  },
  'error:billing.run_blocked': {
    fa: 'صورت‌حساب صادر نمی‌شود: {$count} مورد کار تأیید نشده یا قیمت ندارد. پیش‌نمایش را ببینید و هر کدام را درست کنید.',
    he: 'לא ניתן להפיק את החשבונית: {$count} פריטי עבודה לא אושרו או שאין להם מחיר. עיינו בתצוגה המקדימה ותקנו כל אחד.',
    it: 'La fattura non può essere emessa: {$count} lavori non sono approvati o non hanno prezzo. Guardate l’anteprima e sistemateli.',
    ja: '請求書を発行できません。{$count}件の作業が未承認か、価格がありません。プレビューを確認して、それぞれ直してください。',
    ru: 'Счёт выставить нельзя: работ без утверждения или цены — {$count}. Посмотрите предпросмотр и исправьте каждую.',
  },
  'error:billing.contract_of_other': {
    fa: 'قرارداد از آن شرکت دیگری است. قراردادی از همین شرکت برگزینید.',
    he: 'החוזה שייך לחברה אחרת. בחרו חוזה של החברה הזאת.',
    it: 'Il contratto è di un’altra azienda. Sceglietene uno di questa.',
    ja: 'その契約は別の会社のものです。この会社の契約を選んでください。',
    ru: 'Договор другой компании. Выберите договор этой компании.',
  },
  'error:billing.work_not_found': {
    fa: 'چنین کاری وجود ندارد. یک ثبت زمان یا ردیف کار برگزینید.',
    he: 'אין עבודה כזאת. בחרו רישום זמן או שורת עבודה.',
    it: 'Questo lavoro non esiste. Scegliete una registrazione o una riga di lavoro.',
    ja: 'その作業はありません。作業時間または作業明細を選んでください。',
    ru: 'Такой работы нет. Выберите запись времени или строку работ.',
  },
  'error:billing.credit_too_much': {
    fa: 'از این ردیف حداکثر {$left} مانده است. کمتر بردارید.',
    he: 'לכל היותר {$left} נותר לזיכוי בשורה הזאת. הפחיתו את הסכום.',
    it: 'Su questa riga restano al massimo {$left} da accreditare. Toglietene meno.',
    ja: 'この明細で差し引けるのは最大{$left}です。金額を減らしてください。',
    ru: 'По этой строке можно списать не больше {$left}. Уменьшите сумму.',
  },
  'error:billing.credit_of_credit': {
    fa: 'برگ بستانکاری اصلاح نمی‌شود. به جای آن صورت‌حساب صادر کنید.',
    he: 'חשבונית זיכוי אינה מתוקנת. הפיקו חשבונית במקומה.',
    it: 'Una nota di credito non si corregge. Emettete invece una fattura.',
    ja: '貸方票は訂正できません。代わりに請求書を発行してください。',
    ru: 'Кредит-нота не исправляется. Выставьте вместо этого счёт.',
  },
}
