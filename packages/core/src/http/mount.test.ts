import { describe, expect, it } from 'vitest'
import { mountPath, pathBelow } from './mount.ts'

describe('mountPath', () => {
  it.each([
    ['', ''],
    ['/', ''],
    ['support', '/support'],
    ['/support/', '/support'],
    ['//evil.example//x', '/evil.example/x'],
    ['/a/b', '/a/b'],
  ])("writes '%s' as '%s'", (path, expected) => expect(mountPath(path)).toBe(expected))
})

describe('pathBelow', () => {
  it.each([
    ['/api', '', '/api'],
    ['/support', '/support', '/'],
    ['/support/', '/support', '/'],
    ['/support/api', '/support', '/api'],
    ['/support//api', '/support', '//api'],
    ['/supporter', '/support', undefined],
    ['/Support/api', '/support', undefined],
    ['/s%75pport/api', '/support', undefined],
    ['/api', '/support', undefined],
  ])("of '%s' below '%s' is '%s'", (path, mount, expected) => expect(pathBelow(path, mount)).toBe(expected))
})
