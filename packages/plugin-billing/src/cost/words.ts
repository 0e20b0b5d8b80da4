import type { WordsOf } from '../texts/words.ts'
import type { ticketWorkEvents } from '../ticket/titles.ts'
import type { costErrors } from './errors.ts'
import type { costEvents } from './titles.ts'

export const costWords: WordsOf<typeof costErrors, typeof costEvents & typeof ticketWorkEvents> = {
  'event:billing.cost_rate_saved': {
    fa: 'هزینهٔ کار ذخیره شد',
    he: 'עלות העבודה נשמרה',
    it: 'Costo del lavoro salvato',
    ja: '人件費が保存されました',
    ru: 'Стоимость труда сохранена',
  },
  'event:billing.cost_rate_removed': {
    fa: 'هزینهٔ کار حذف شد',
    he: 'עלות העבודה הוסרה',
    it: 'Costo del lavoro tolto',
    ja: '人件費が削除されました',
    ru: 'Стоимость труда удалена',
  },
  'event:billing.material_cost_saved': {
    fa: 'هزینهٔ قلم ذخیره شد',
    he: 'עלות הפריט נשמרה',
    it: 'Costo della voce salvato',
    ja: '項目の原価が保存されました',
    ru: 'Себестоимость позиции сохранена',
  },
  'event:billing.work_moved': {
    fa: 'زمان و کار به شرکت دیگر رفت',
    he: 'הזמן והעבודה עברו לחברה האחרת',
    it: 'Tempo e lavoro passati all’altra azienda',
    ja: '作業時間と作業が別の会社に移されました',
    ru: 'Время и работы перешли к другой компании',
  },
  'error:billing.cost_not_found': {
    fa: 'چنین هزینه‌ای وجود ندارد. فهرست هزینه‌ها را ببینید.',
    he: 'אין עלות כזאת. בדקו ברשימת העלויות.',
    it: 'Questo costo non esiste. Guardate l’elenco dei costi.',
    ja: 'その原価はありません。一覧を確認してください。',
    ru: 'Такой стоимости нет. Посмотрите в списке.',
  },
  'error:billing.cost_currency': {
    fa: 'هزینه‌ها به {$currency}، ارز میز خدمت، نگه داشته می‌شوند و این یکی به {$other} است. آن را تبدیل کنید: جمع چند ارز معنایی ندارد.',
    he: 'העלויות נשמרות ב־{$currency}, המטבע של המוקד, וזו ב־{$other}. המירו אותה: לסכום של כמה מטבעות אין משמעות.',
    it: 'I costi si tengono in {$currency}, la valuta dell’help desk, e questo è in {$other}. Convertitelo: sommare valute diverse non ha senso.',
    ja: '原価はデスクの通貨{$currency}で管理されますが、これは{$other}です。換算してください。複数の通貨の合計には意味がありません。',
    ru: 'Стоимость ведётся в {$currency}, валюте службы, а эта указана в {$other}. Пересчитайте её: суммы в разных валютах ничего не значат.',
  },
  'error:billing.margin_currencies': {
    fa: 'صورت‌حساب‌ها به ارزهای {$currencies} است و جمع چند ارز معنایی ندارد. با `currency` یکی را بخواهید.',
    he: 'החיובים הם במטבעות {$currencies}, ולסכום של כמה מטבעות אין משמעות. בקשו אחד מהם באמצעות `currency`.',
    it: 'Le fatture sono in {$currencies}, e sommare valute diverse non ha senso. Chiedetene una con `currency`.',
    ja: '請求に{$currencies}が混在しており、合計には意味がありません。`currency`で一つを指定してください。',
    ru: 'Счета выставлены в {$currencies}, а суммы в разных валютах ничего не значат. Запросите одну из них через `currency`.',
  },
  'error:billing.period_empty': {
    fa: 'دوره پیش از آغاز یا همان روز پایان می‌یابد. یکی از دو روز را اصلاح کنید.',
    he: 'התקופה מסתיימת לפני שהתחילה, או מיד. תקנו אחד משני הימים.',
    it: 'Il periodo finisce prima di cominciare, o subito. Correggete uno dei due giorni.',
    ja: '期間の終わりが始まり以前です。どちらかの日を直してください。',
    ru: 'Период заканчивается раньше начала или сразу. Исправьте один из двух дней.',
  },
  'error:billing.period_too_long': {
    fa: 'گزارش بیش از {$years} سال را در بر نمی‌گیرد. دورهٔ کوتاه‌تری بخواهید.',
    he: 'דוח מכסה לכל היותר {$years} שנים. בקשו תקופה קצרה יותר.',
    it: 'Un rapporto copre al massimo {$years} anni. Chiedete un periodo più breve.',
    ja: '報告の期間は{$years}年までです。短くしてください。',
    ru: 'Отчёт охватывает не больше {$years} лет. Запросите меньший период.',
  },
}
