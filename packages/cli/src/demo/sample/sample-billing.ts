/** Words of one language for what a sample company is billed for. */
export interface BillingWords {
  readonly language: string
  readonly contract: string
  readonly care: string
  readonly work: string
  readonly part: string
  readonly kind: string
  /** Of a time entry. */
  readonly note: string
  readonly address: string
  readonly country: string
}

export const sampleBilling: readonly BillingWords[] = [
  {
    language: 'en',
    contract: 'Sample care contract',
    care: 'Monthly care (sample)',
    work: 'Work on site (sample)',
    part: 'Drum unit (sample)',
    kind: 'On site (sample)',
    note: 'Cleaned the printer and printed a test page.',
    address: '1 Sample Street',
    country: 'GB',
  },
  {
    language: 'he',
    contract: 'חוזה שירות לדוגמה',
    care: 'שירות חודשי (לדוגמה)',
    work: 'עבודה אצל הלקוח (לדוגמה)',
    part: 'יחידת תוף (לדוגמה)',
    kind: 'אצל הלקוח (לדוגמה)',
    note: 'ניקינו את המדפסת והדפסנו דף בדיקה.',
    address: 'רחוב הדוגמה 1',
    country: 'IL',
  },
  {
    language: 'fa',
    contract: 'قرارداد نگهداری نمونه',
    care: 'نگهداری ماهانه (نمونه)',
    work: 'کار در محل (نمونه)',
    part: 'واحد درام (نمونه)',
    kind: 'در محل (نمونه)',
    note: 'چاپگر تمیز و یک برگهٔ آزمایشی چاپ شد.',
    address: 'خیابان نمونه، شمارهٔ ۱',
    country: 'IR',
  },
  {
    language: 'ja',
    contract: 'サンプル保守契約',
    care: '月額保守（サンプル）',
    work: '訪問作業（サンプル）',
    part: 'ドラムユニット（サンプル）',
    kind: '訪問（サンプル）',
    note: 'プリンターを清掃し、テスト印刷をしました。',
    address: 'サンプル町1-1',
    country: 'JP',
  },
  {
    language: 'it',
    contract: 'Contratto di assistenza di esempio',
    care: 'Assistenza mensile (esempio)',
    work: 'Lavoro in loco (esempio)',
    part: 'Unità tamburo (esempio)',
    kind: 'In loco (esempio)',
    note: 'Pulita la stampante e stampata una pagina di prova.',
    address: 'Via dell’Esempio 1',
    country: 'IT',
  },
  {
    language: 'ru',
    contract: 'Договор обслуживания (образец)',
    care: 'Ежемесячное обслуживание (образец)',
    work: 'Работа на месте (образец)',
    part: 'Фотобарабан (образец)',
    kind: 'На месте (образец)',
    note: 'Принтер почищен, напечатана пробная страница.',
    address: 'Примерная улица, 1',
    country: 'RU',
  },
]
