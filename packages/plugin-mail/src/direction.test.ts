import { expect, it } from 'vitest'
import { directionOfText } from './direction.ts'

it.each([
  ['Hello שלום', 'rtl', 'ltr'],
  ['שלום Hello', 'ltr', 'rtl'],
  ['42: سلام', 'ltr', 'rtl'],
  ['プリンター', 'rtl', 'ltr'],
  ['42 !', 'rtl', 'rtl'],
  ['', 'ltr', 'ltr'],
] as const)('%j in a mail that goes %s goes %s', (text, around, direction) => {
  expect(directionOfText(text, around)).toBe(direction)
})
