import type { WordsOf } from '../texts/words.ts'
import type { documentErrors } from './errors.ts'

export const documentErrorWords: WordsOf<typeof documentErrors, object> = {
  'error:billing.document_incomplete': {
    fa: 'این صورت‌حساب را نمی‌توان به شکل الکترونیکی نوشت: {$missing} هنگام صدور معلوم نبود. آن را در تنظیمات افزونه (فروشنده) یا حساب شرکت (خریدار) وارد کنید، صورت‌حساب را بستانکار و دوباره صادر کنید.',
    he: 'לא ניתן לכתוב את החשבונית כחשבונית אלקטרונית: {$missing} לא היה ידוע כשהופקה. ציינו זאת בהגדרות התוסף (המוכר) או בפרטי החיוב של החברה (הקונה), זכו את החשבונית והפיקו אותה מחדש.',
    it: 'La fattura non può essere scritta come fattura elettronica: {$missing} non era noto quando è stata emessa. Indicatelo nelle opzioni del plugin (venditore) o nei dati di fatturazione dell’azienda (acquirente), stornate la fattura ed emettetela di nuovo.',
    ja: 'この請求書は電子請求書として出力できません。発行時に{$missing}が不明でした。プラグインの設定（売り手）または会社の請求先（買い手）に登録し、請求書を取り消して発行し直してください。',
    ru: 'Счёт нельзя записать как электронный: при выставлении не было известно {$missing}. Укажите это в настройках плагина (продавец) или в платёжных данных компании (покупатель), сторнируйте счёт и выставьте его снова.',
  },
  'error:billing.document_currency': {
    fa: 'مبلغ‌ها در EN 16931 حداکثر دو رقم اعشار دارند و {$currency} دارای {$digits} رقم است. صورت‌حساب را به‌صورت جدول (CSV) یا برای چاپ (PDF) بگیرید.',
    he: 'בתקן EN 16931 לסכומים יש לכל היותר שתי ספרות אחרי הנקודה, ול-{$currency} יש {$digits}. קחו את החשבונית כטבלה (CSV) או להדפסה (PDF).',
    it: 'In EN 16931 gli importi hanno al massimo due decimali, mentre {$currency} ne ha {$digits}. Scaricate la fattura come tabella (CSV) o da stampare (PDF).',
    ja: 'EN 16931 の金額は小数点以下2桁までですが、{$currency} は{$digits}桁です。請求書は表（CSV）または印刷用（PDF）で取得してください。',
    ru: 'В EN 16931 у сумм не больше двух знаков после запятой, а у {$currency} их {$digits}. Возьмите счёт таблицей (CSV) или для печати (PDF).',
  },
  'error:billing.document_too_large': {
    fa: 'کشیدن سندی با {$lines} سطر بیش از حد زمان یا حافظه برد. آن را به‌صورت جدول (CSV) یا برای برنامه‌ها (UBL) بگیرید.',
    he: 'ציור מסמך בן {$lines} שורות ארך יותר מדי זמן או דרש יותר מדי זיכרון. קחו אותו כטבלה (CSV) או עבור תוכנות (UBL).',
    it: 'Disegnare un documento di {$lines} righe ha richiesto troppo tempo o troppa memoria. Scaricatelo come tabella (CSV) o per programmi (UBL).',
    ja: '{$lines}行の文書の描画に時間またはメモリがかかりすぎました。表（CSV）またはプログラム用（UBL）で取得してください。',
    ru: 'Отрисовка документа из {$lines} строк заняла слишком много времени или памяти. Возьмите его таблицей (CSV) или для программ (UBL).',
  },
  'error:billing.no_act': {
    fa: 'برگ بستانکاری کاری را ثبت نمی‌کند. صورت‌حسابی را که اصلاح می‌کند برگزینید.',
    he: 'חשבונית זיכוי אינה מתעדת עבודה. בחרו את החשבונית שהיא מתקנת.',
    it: 'Una nota di credito non attesta lavori. Scegliete la fattura che rettifica.',
    ja: '貸方票には作業の記録がありません。訂正対象の請求書を選んでください。',
    ru: 'Кредит-нота не подтверждает работ. Выберите счёт, который она исправляет.',
  },
}
