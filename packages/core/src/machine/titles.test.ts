import { expect, it } from 'vitest'
import { titleIn, titlesOf } from './titles.ts'

it('finds the text for a reader: exact, shorter, English', () => {
  const titles = { en: 'Waiting', pt: 'À espera', 'pt-BR': 'Aguardando', fa: '' }
  expect(
    ['pt-BR', 'pt-PT', 'pt-BR-x-a', 'de', 'fa', '', null, undefined, 'constructor', '-'].map((language) => titleIn(titles, language)),
  ).toEqual(['Aguardando', 'À espera', 'Aguardando', ...Array(7).fill('Waiting')])
  expect(titlesOf('Waiting')).toEqual({ en: 'Waiting' })
  expect(titlesOf(titles)).toBe(titles)
})
