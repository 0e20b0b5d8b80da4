/** Words of one language for what stands in a sample company. */
export interface EquipmentWords {
  readonly language: string
  readonly office: string
  readonly room: string
  readonly printers: string
  readonly printer: string
  readonly servers: string
  readonly server: string
  readonly memory: string
  /** Subject of the tickets of the company's maintenance plan. */
  readonly maintenance: string
  /** Where its clocks hang. */
  readonly timeZone: string
}

export const sampleEquipment: readonly EquipmentWords[] = [
  {
    language: 'en',
    office: 'Head office',
    room: 'Second floor',
    printers: 'Printers',
    printer: 'Sample printer',
    servers: 'Servers',
    server: 'Sample server',
    memory: 'Memory',
    maintenance: 'Quarterly check of the server',
    timeZone: 'Europe/London',
  },
  {
    language: 'he',
    office: 'משרד ראשי',
    room: 'קומה שנייה',
    printers: 'מדפסות',
    printer: 'מדפסת לדוגמה',
    servers: 'שרתים',
    server: 'שרת לדוגמה',
    memory: 'זיכרון',
    maintenance: 'בדיקה רבעונית של השרת',
    timeZone: 'Asia/Jerusalem',
  },
  {
    language: 'fa',
    office: 'دفتر مرکزی',
    room: 'طبقهٔ دوم',
    printers: 'چاپگرها',
    printer: 'چاپگر نمونه',
    servers: 'سرورها',
    server: 'سرور نمونه',
    memory: 'حافظه',
    maintenance: 'بازدید سه‌ماههٔ سرور',
    timeZone: 'Asia/Tehran',
  },
  {
    language: 'ja',
    office: '本社',
    room: '二階',
    printers: 'プリンター',
    printer: 'サンプルプリンター',
    servers: 'サーバー',
    server: 'サンプルサーバー',
    memory: 'メモリ',
    maintenance: 'サーバーの四半期点検',
    timeZone: 'Asia/Tokyo',
  },
  {
    language: 'it',
    office: 'Sede centrale',
    room: 'Secondo piano',
    printers: 'Stampanti',
    printer: 'Stampante di esempio',
    servers: 'Server di rete',
    server: 'Server di esempio',
    memory: 'Memoria',
    maintenance: 'Controllo trimestrale del server',
    timeZone: 'Europe/Rome',
  },
  {
    language: 'ru',
    office: 'Главный офис',
    room: 'Второй этаж',
    printers: 'Принтеры',
    printer: 'Принтер для примера',
    servers: 'Серверы',
    server: 'Сервер для примера',
    memory: 'Память',
    maintenance: 'Ежеквартальная проверка сервера',
    timeZone: 'Europe/Moscow',
  },
]
