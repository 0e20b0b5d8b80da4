import type { WordsOf } from '../texts/words.ts'
import type { workLineErrors } from './errors.ts'
import type { workLineEvents } from './titles.ts'

export const workLineWords: WordsOf<typeof workLineErrors, typeof workLineEvents> = {
  'event:billing.work_line_added': {
    fa: 'ردیف کار افزوده شد',
    he: 'נוספה שורת עבודה',
    it: 'Riga di lavoro aggiunta',
    ja: '作業明細が追加されました',
    ru: 'Строка работ добавлена',
  },
  'event:billing.work_line_changed': {
    fa: 'ردیف کار تغییر کرد',
    he: 'שורת העבודה שונתה',
    it: 'Riga di lavoro modificata',
    ja: '作業明細が変更されました',
    ru: 'Строка работ изменена',
  },
  'event:billing.work_line_done': {
    fa: 'ردیف کار انجام شد',
    he: 'שורת העבודה בוצעה',
    it: 'Riga di lavoro eseguita',
    ja: '作業明細が完了しました',
    ru: 'Строка работ выполнена',
  },
  'event:billing.work_line_reopened': {
    fa: 'ردیف کار هنوز انجام نشده است',
    he: 'שורת העבודה עדיין לא בוצעה',
    it: 'Riga di lavoro di nuovo da eseguire',
    ja: '作業明細が未完了に戻されました',
    ru: 'Строка работ всё же не выполнена',
  },
  'event:billing.work_line_cancelled': {
    fa: 'ردیف کار لغو شد',
    he: 'שורת העבודה בוטלה',
    it: 'Riga di lavoro annullata',
    ja: '作業明細が取り消されました',
    ru: 'Строка работ отменена',
  },
  'error:billing.work_line_not_found': {
    fa: 'چنین ردیف کاری وجود ندارد. کارهای تیکت را ببینید.',
    he: 'אין שורת עבודה כזאת. בדקו בעבודות של הפנייה.',
    it: 'Questa riga di lavoro non esiste. Guardate i lavori del ticket.',
    ja: 'その作業明細はありません。チケットの作業を確認してください。',
    ru: 'Такой строки работ нет. Посмотрите работы заявки.',
  },
  'error:billing.work_line_state': {
    fa: 'وضعیت ردیف کار {$state} است و این کار با آن شدنی نیست. دوباره آن را ببینید.',
    he: 'שורת העבודה במצב {$state}, ולכן הפעולה אינה אפשרית. בדקו אותה שוב.',
    it: 'La riga di lavoro è nello stato {$state}, quindi non si può. Ricontrollatela.',
    ja: '作業明細は{$state}の状態のため、この操作はできません。もう一度確認してください。',
    ru: 'Строка работ в состоянии {$state}, поэтому это невозможно. Посмотрите её ещё раз.',
  },
  'error:billing.price_item_inactive': {
    fa: '{$code} دیگر فروخته نمی‌شود. قلم دیگری از فهرست قیمت برگزینید.',
    he: 'הפריט {$code} אינו נמכר עוד. בחרו פריט אחר מהמחירון.',
    it: '{$code} non si vende più. Scegliete un’altra voce del listino.',
    ja: '{$code}は販売を終えました。価格表の別の項目を選んでください。',
    ru: '{$code} больше не продаётся. Выберите другую позицию прайс-листа.',
  },
  'error:billing.price_not_agreed': {
    fa: 'این ردیف قیمتی ویژهٔ خود دارد و چنین قیمتی تنها با برآورد تأییدشده برقرار است. آن را در برآوردی پیشنهاد کنید یا قیمت فهرست را بگیرید.',
    he: 'לשורה יש מחיר משלה, ורק הצעת מחיר מאושרת מחייבת אותו. הציעו אותה בהצעת מחיר, או קחו את מחיר המחירון.',
    it: 'La riga ha un prezzo proprio, che vale solo con un preventivo approvato. Offritela in un preventivo, o prendete il prezzo di listino.',
    ja: 'この明細には独自の価格があり、承認された見積もりでのみ有効です。見積もりに入れるか、価格表の価格にしてください。',
    ru: 'У строки своя цена, а её закрепляет только утверждённая смета. Предложите её в смете или возьмите цену из прайс-листа.',
  },
  'error:billing.own_price': {
    fa: 'برای شما قیمت‌های فهرست برقرار است. از کسی بخواهید که دربارهٔ هزینه تصمیم می‌گیرد.',
    he: 'מחירי המחירון חלים עליכם. פנו למי שמחליט על החיוב.',
    it: 'Per voi valgono i prezzi di listino. Chiedete a chi decide gli addebiti.',
    ja: '価格表の価格が適用されます。請求を決める人に依頼してください。',
    ru: 'Для вас действуют цены прайс-листа. Обратитесь к тому, кто решает об оплате.',
  },
}
