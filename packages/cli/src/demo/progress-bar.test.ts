import { describe, expect, it } from 'vitest'
import { ProgressBar } from './progress-bar.ts'

const barOn = (isTTY: boolean) => {
  const written: string[] = []
  let now = 0
  const bar = new ProgressBar('Rows', { isTTY, columns: 60, write: (text: string) => written.push(text) }, () => now)
  const wait = (ms: number): void => {
    now += ms
  }
  return { written, bar, wait }
}

describe('the progress bar', () => {
  it('draws one line again on a terminal, not more often than one can see, and always the end', () => {
    const { written, bar, wait } = barOn(true)
    bar.report(0, 1000)
    for (let done = 1; done <= 1000; done++) {
      wait(1)
      bar.report(done, 1000)
    }
    bar.end()
    expect(written.length).toBeLessThan(20)
    expect(written.every((text) => text === '\n' || (text.startsWith('\r') && text.length <= 65))).toBe(true)
    expect(written.at(-2)).toContain('1,000/1,000')
    expect(written.at(-2)).toContain('1,000/s')
    expect(written.at(-1)).toBe('\n')
  })

  it('writes a line at each tenth elsewhere, without control characters', () => {
    const { written, bar } = barOn(false)
    for (let done = 0; done <= 1000; done++) bar.report(done, 1000)
    bar.end()
    expect(written).toHaveLength(11)
    expect(written.join('')).not.toContain('\r')
  })

  it('counts its speed from where it began, not from what was there', () => {
    const { written, bar, wait } = barOn(false)
    bar.report(900, 1000)
    wait(1000)
    bar.report(1000, 1000)
    expect(written.at(-1)).toContain('(100/s)')
  })
})
