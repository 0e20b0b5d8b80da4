import { testDesk } from '@deskwright/testing'
import { expect, it } from 'vitest'
import { equipmentError } from '../src/errors.ts'
import { equipment } from '../src/index.ts'
import { catalogues } from '../src/texts/catalogues.ts'

const written: Readonly<Record<string, RegExp>> = {
  he: /\p{Script=Hebrew}/u,
  fa: /\p{Script=Arabic}/u,
  ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
  ru: /\p{Script=Cyrillic}/u,
  it: /\p{Script=Latin}/u,
}
/** What only programs meet stays English. */
const forPrograms = new Set(['equipment.bad_options'])

it('speaks six languages: texts, titles and errors', async () => {
  const { desk, close } = await testDesk({ plugins: [equipment()], cast: false })
  const own = [...Object.keys(catalogues.en), ...desk.texts.keys.filter((key) => /^(permission|role|event):equipment\./.test(key))]
  const errors = Object.keys(equipmentError.table).flatMap((code) => (forPrograms.has(code) ? [] : [`error:${code}`]))
  const keys = [...new Set([...own, ...errors])].sort()
  expect(keys.length).toBeGreaterThan(80)
  for (const [language, script] of Object.entries(written)) {
    const words = new Map<string, string>(Object.entries(catalogues[language as keyof typeof catalogues]))
    expect([...words.keys()].sort(), language).toEqual(keys)
    for (const [key, text] of words) {
      expect(text.replaceAll(/\{\$\w+\}/g, ''), `${language} ${key}`).toMatch(script)
      const [, error = ''] = equipmentError.table[key.slice('error:'.length) as keyof typeof equipmentError.table] ?? []
      const english = new Map<string, string>(Object.entries(catalogues.en)).get(key)?.replaceAll('{$', '{') ?? error
      for (const [, name] of text.matchAll(/\{\$(\w+)\}/g)) expect(english, `${language} ${key}`).toContain(`{${name}}`)
      if (language === 'he') expect(text, key).not.toMatch(/["']/)
      if (language === 'fa') expect(text, key).not.toMatch(/[,;?%يك٠-٩]/)
      if (language === 'ja') expect(text, key).not.toMatch(/[,.?!]/)
    }
  }
  await close()
})

it('answers in the reader’s words', async () => {
  const test = await testDesk({ plugins: [equipment()] })
  const { access } = test.desk.system('tests')
  await access.grant({ personId: test.actors.admin.id, roleId: 'equipment.keeper', scope: 'all' })
  const inHebrew = test.desk.as(test.actors.admin.person, { acting: 'staff', languages: ['he'] }).equipment
  const { id: kindId } = await inHebrew.createKind({ name: 'מדפסת' })
  const item = await inHebrew.createItem({ inventoryNumber: '1', name: 'מדפסת', kindId })
  expect(item.statusTitle).toBe('בשימוש')
  expect((await inHebrew.itemHistory({ itemId: item.id })).items.map(({ title }) => title)).toEqual(['נרשם'])
  const answer = await test.fetch('admin', 'POST /api/equipment/kinds', { name: 'מדפ סת' }, { 'accept-language': 'he' })
  expect(answer.status).toBe(409)
  expect(JSON.stringify(await answer.json())).toContain('תפוס')
  await test.close()
})
