import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import type { MapFile } from '../src/index.ts'
import { importDesk } from './import-desk.ts'
import { written } from './written.ts'

const map: MapFile = {
  statuses: { Готово: 'closed', Новая: 'new' },
  types: { '': 'incident' },
  peopleByEmail: 'everybody',
  csv: {
    tickets: {
      file: 'tickets.csv',
      columns: {
        ...{ id: 'Номер', subject: 'Тема', body: 'Текст', status: 'Статус', createdAt: 'Создана', closedAt: 'Закрыта' },
        ...{ requesterEmail: 'Почта', requesterName: 'Имя', company: 'Фирма', tags: 'Метки' },
      },
    },
    messages: {
      file: 'messages.csv',
      columns: { ticketId: 'Номер', body: 'Текст', createdAt: 'Время', authorEmail: 'Почта', isStaff: 'Мы' },
    },
  },
}
const tickets = `\uFEFFНомер;Тема;Текст;Статус;Создана;Закрыта;Почта;Имя;Фирма;Метки
A-1;Принтер;"Не печатает;
совсем";Готово;2023-01-02 10:00;2023-01-04T10:00:00+03:00;olga@firma.example;Ольга;Фирма;принтер, срочно
A-2;Экран;Мигает;Новая;2023-01-03;;customer@example.com;;;
`
const messages = `Номер;Текст;Время;Почта;Мы
A-1;Перезагрузите;2023-01-03 09:00;agent@example.com;yes
A-1;Спасибо;2023-01-03 11:00;olga@firma.example;
`

describeOnBothDatabases('tables', (database) => {
  it('are carried over by the columns that the mapping names', async () => {
    const test = await importDesk(database)
    const from = await written({ 'tickets.csv': tickets, 'messages.csv': messages })
    const report = await test.carry({ kind: 'csv', from, map })
    expect(report).toMatchObject({ isRefused: false, faults: [], unknown: [], tickets: { new: 2 }, messages: 4, companies: { new: 1 } })
    const [first, second] = await test.contents()
    expect(first).toMatchObject({
      ...{ subject: 'Принтер', status: 'closed', type: 'incident', requester: 'Ольга', company: 'Фирма', tags: ['принтер', 'срочно'] },
      ...{ createdAt: '2023-01-02T10:00:00.000Z', closedAt: '2023-01-04T07:00:00.000Z' },
    })
    expect(first?.messages.map(({ author, acting, body }) => [author, acting, body])).toEqual([
      ['Ольга', 'customer', 'Не печатает;\nсовсем'],
      [test.actors.agent.person.name, 'staff', 'Перезагрузите'],
      ['Ольга', 'customer', 'Спасибо'],
    ])
    expect(second).toMatchObject({ status: 'new', requester: test.actors.customer.person.name })
    expect(await test.carry({ kind: 'csv', from, map })).toMatchObject({ tickets: { unchanged: 2 }, messages: 0 })
  })

  it('name every row that is not right, and nothing is written until then', async () => {
    const test = await importDesk(database)
    const from = await written({
      'tickets.csv': `${tickets}A-3;;Без темы;Новая;2023-01-03;;x@y.example;;;\nA-4;Дата;Текст;Новая;31.12.2023;;x@y.example;;;\nA-5;Коротко\n`,
      'messages.csv': messages,
    })
    const refused = await test.carry({ kind: 'csv', from, map })
    expect(refused.isRefused).toBe(true)
    expect(refused.faults.map(({ file, line }) => [file, line])).toEqual([
      ['tickets.csv', 4],
      ['tickets.csv', 5],
      ['tickets.csv', 6],
    ])
    expect(await test.contents()).toEqual([])
    const lenient = await test.carry({ kind: 'csv', from, map, lenient: true })
    expect(lenient).toMatchObject({ isRefused: false, tickets: { new: 2 } })
    expect(lenient.faults).toHaveLength(3)
    await expect(test.carry({ kind: 'csv', from })).rejects.toThrow(/csv is missing/)
    await expect(test.carry({ kind: 'csv', from, map: { ...map, statusses: {} } as never })).rejects.toMatchObject({
      code: 'imports.map_invalid',
    })
  })
})
