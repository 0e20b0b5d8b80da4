import type { permissionTitles, roles } from '../titles.ts'
import type { Said } from './words.ts'

type Key =
  | `permission:${keyof typeof permissionTitles}`
  | `role:${keyof typeof roles}`
  | 'error:billing.not_allowed_there'
  | 'error:billing.version_stale'
  | 'error:billing.sum_too_large'

export const baseWords: { readonly [K in Key]: Said } = {
  'permission:billing.price_see': { fa: 'دیدن قیمت‌ها', he: 'צפייה במחירים', it: 'Vedere i prezzi', ja: '価格の閲覧', ru: 'Просмотр цен' },
  'permission:billing.price_change': {
    fa: 'تغییر قیمت‌ها و مالیات‌ها',
    he: 'שינוי מחירים ומיסים',
    it: 'Modificare prezzi e imposte',
    ja: '価格と税の変更',
    ru: 'Изменение цен и налогов',
  },
  'permission:billing.time_own': {
    fa: 'ثبت زمان خود',
    he: 'רישום זמן אישי',
    it: 'Registrare il proprio tempo',
    ja: '自分の作業時間の記録',
    ru: 'Учёт своего времени',
  },
  'permission:billing.time_all': {
    fa: 'دیدن و ثبت زمان همه',
    he: 'צפייה ברישומי הזמן של כולם ורישומם',
    it: 'Vedere e registrare il tempo di tutti',
    ja: '全員の作業時間の閲覧と記録',
    ru: 'Просмотр и учёт времени всех сотрудников',
  },
  'permission:billing.time_approve': {
    fa: 'تأیید زمان',
    he: 'אישור זמנים',
    it: 'Approvare il tempo',
    ja: '作業時間の承認',
    ru: 'Утверждение времени',
  },
  'permission:billing.work': {
    fa: 'دیدن و نوشتن ردیف‌های کار و برآوردها',
    he: 'צפייה בשורות עבודה ובהצעות מחיר וכתיבתן',
    it: 'Vedere e scrivere righe di lavoro e preventivi',
    ja: '作業明細と見積もりの閲覧と作成',
    ru: 'Просмотр и ведение работ и смет',
  },
  'permission:billing.estimate_approve': {
    fa: 'تأیید برآوردها',
    he: 'אישור הצעות מחיר',
    it: 'Approvare i preventivi',
    ja: '見積もりの承認',
    ru: 'Утверждение смет',
  },
  'permission:billing.contract_see': {
    fa: 'دیدن قراردادها',
    he: 'צפייה בחוזים',
    it: 'Vedere i contratti',
    ja: '契約の閲覧',
    ru: 'Просмотр договоров',
  },
  'permission:billing.contract_change': {
    fa: 'تغییر قراردادها',
    he: 'שינוי חוזים',
    it: 'Modificare i contratti',
    ja: '契約の変更',
    ru: 'Изменение договоров',
  },
  'permission:billing.invoice_see': {
    fa: 'دیدن صورت‌حساب‌ها، پرداخت‌ها و گردش حساب',
    he: 'צפייה בחשבוניות, בתשלומים ובדפי חשבון',
    it: 'Vedere fatture, pagamenti ed estratti conto',
    ja: '請求書、入金、取引明細の閲覧',
    ru: 'Просмотр счетов, платежей и выписок',
  },
  'permission:billing.invoice_issue': {
    fa: 'صدور صورت‌حساب و ثبت پرداخت',
    he: 'הפקת חשבוניות ורישום תשלומים',
    it: 'Emettere fatture e registrare pagamenti',
    ja: '請求書の発行と入金の記録',
    ru: 'Выставление счетов и учёт платежей',
  },
  'permission:billing.override': {
    fa: 'تغییر آنچه حساب می‌شود',
    he: 'עקיפת החלטת החיוב',
    it: 'Cambiare ciò che viene addebitato',
    ja: '請求内容の変更',
    ru: 'Изменение решения об оплате',
  },
  'permission:billing.cost': {
    fa: 'دیدن و تغییر هزینهٔ کار',
    he: 'צפייה בעלות העבודה ושינויה',
    it: 'Vedere e modificare il costo del lavoro',
    ja: '人件費の閲覧と変更',
    ru: 'Просмотр и изменение стоимости труда',
  },
  'permission:billing.margin': { fa: 'دیدن سود', he: 'צפייה ברווחיות', it: 'Vedere i margini', ja: '利益の閲覧', ru: 'Просмотр прибыли' },
  'role:billing.bookkeeper': {
    fa: 'حسابداری: قیمت‌ها، قراردادها، صورت‌حساب‌ها، پرداخت‌ها',
    he: 'הנהלת חשבונות: מחירים, חוזים, חשבוניות, תשלומים',
    it: 'Contabilità: prezzi, contratti, fatture, pagamenti',
    ja: '経理: 価格、契約、請求書、入金',
    ru: 'Бухгалтерия: цены, договоры, счета, платежи',
  },
  'role:billing.dispatcher': {
    fa: 'برنامه‌ریزی کار، تأیید زمان و تصمیم دربارهٔ هزینه',
    he: 'תכנון עבודה, אישור זמנים והחלטה על חיוב',
    it: 'Pianifica il lavoro, approva il tempo, decide gli addebiti',
    ja: '作業の手配、時間の承認、請求の判断',
    ru: 'Планирует работу, утверждает время, решает об оплате',
  },
  'role:billing.technician': {
    fa: 'ثبت زمان و کار خود',
    he: 'רישום זמן ועבודה אישיים',
    it: 'Registra il proprio tempo e lavoro',
    ja: '自分の時間と作業の記録',
    ru: 'Учитывает своё время и работы',
  },
  'role:billing.controller': {
    fa: 'دیدن هزینه و سود',
    he: 'צפייה בעלות וברווחיות',
    it: 'Vede costi e margini',
    ja: '原価と利益の閲覧',
    ru: 'Видит себестоимость и прибыль',
  },
  'role:billing.customer_approver': {
    fa: 'تأییدکنندهٔ برآوردها',
    he: 'מאשר הצעות מחיר',
    it: 'Approva i preventivi',
    ja: '見積もりの承認者',
    ru: 'Утверждает сметы',
  },
  'role:billing.customer_finance': {
    fa: 'بینندهٔ قراردادها و صورت‌حساب‌ها',
    he: 'צופה בחוזים ובחשבוניות',
    it: 'Vede contratti e fatture',
    ja: '契約と請求書の閲覧者',
    ru: 'Видит договоры и счета',
  },
  'error:billing.not_allowed_there': {
    fa: 'اینجا اجازهٔ این کار را ندارید. از کسی بخواهید که برای این شرکت یا برای همهٔ میز خدمت این اختیار را دارد.',
    he: 'אין לכם הרשאה לעשות זאת כאן. פנו למי שמחזיק בהרשאה עבור החברה הזאת או עבור כל המוקד.',
    it: 'Qui non potete farlo. Chiedete a chi ne ha il diritto per questa azienda o per tutto l’help desk.',
    ja: 'ここではこの操作はできません。この会社またはデスク全体の権限を持つ人に依頼してください。',
    ru: 'Здесь вам это не разрешено. Обратитесь к тому, у кого есть право для этой компании или для всей службы.',
  },
  'error:billing.version_stale': {
    fa: 'در این میان کسی این را تغییر داده است: اکنون نسخهٔ {$version} است. دوباره نگاه کنید و تغییر خود را تکرار کنید.',
    he: 'מישהו שינה זאת בינתיים: הגרסה כעת היא {$version}. בדקו שוב וחזרו על השינוי.',
    it: 'Nel frattempo qualcuno l’ha modificato: ora è alla versione {$version}. Ricontrollate e ripetete la modifica.',
    ja: 'その間に誰かが変更しました。現在の版は{$version}です。確認してから、もう一度変更してください。',
    ru: 'Кто-то тем временем изменил это: сейчас версия {$version}. Посмотрите ещё раз и повторите изменение.',
  },
  'error:billing.sum_too_large': {
    fa: 'مبلغ برای محاسبهٔ دقیق بیش از حد بزرگ است. آن را تقسیم کنید.',
    he: 'הסכום גדול מכדי לחשב אותו במדויק. פצלו אותו.',
    it: 'La somma è troppo grande per essere esatta. Suddividetela.',
    ja: '金額が大きすぎて正確に計算できません。分割してください。',
    ru: 'Сумма слишком велика для точного расчёта. Разделите её.',
  },
}
