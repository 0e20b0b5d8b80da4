import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { ConnectionPool } from './connection-pool.ts'

const counting = (max: number) => {
  let opened = 0
  const pool = new ConnectionPool(max, async () => {
    opened += 1
    return opened
  })
  return { pool, opened: () => opened }
}

describe('ConnectionPool', () => {
  it('opens no more than it may, and none that is not needed', async () => {
    const { pool, opened } = counting(2)
    pool.release(await pool.acquire(10))
    await pool.acquire(10)
    expect(opened()).toBe(1)
    await pool.acquire(10)
    await expect(pool.acquire(10)).rejects.toMatchObject({ code: 'store.busy' })
    expect(opened()).toBe(2)
  })

  it('forgets who waited too long', async () => {
    const { pool } = counting(1)
    const first = await pool.acquire(10)
    await expect(pool.acquire(5)).rejects.toMatchObject({ code: 'store.busy' })
    const waiting = pool.acquire(100)
    pool.release(first)
    expect(await waiting).toBe(first)
  })

  it('opens a new one for who waits when one is of no use any more', async () => {
    const { pool } = counting(1)
    expect(await pool.acquire(10)).toBe(1)
    const waiting = pool.acquire(100)
    pool.discard()
    expect(await waiting).toBe(2)
  })

  it('tries again after a connection could not be opened', async () => {
    let attempts = 0
    const pool = new ConnectionPool(1, async () => {
      attempts += 1
      if (attempts === 1) throw new Error('not yet')
      return attempts
    })
    await expect(pool.acquire(10)).rejects.toThrow('not yet')
    expect(await pool.acquire(10)).toBe(2)
  })

  it('gives a new connection to who waits while it closes', async () => {
    const { pool } = counting(1)
    await pool.acquire(10)
    const waiting = pool.acquire(1000)
    const closing = pool.close()
    pool.discard()
    expect(await waiting).toBe(2)
    pool.release(2)
    expect(await closing).toEqual([2])
  })

  it('closes after everybody who asked had a turn', async () => {
    const { pool } = counting(1)
    const first = await pool.acquire(10)
    const second = pool.acquire(1000)
    let isClosed = false
    const closing = pool.close().then((connections) => {
      isClosed = true
      return connections
    })
    await expect(pool.acquire(10)).rejects.toMatchObject({ code: 'store.closed' })
    pool.release(first)
    await second
    await sleep(5)
    expect(isClosed).toBe(false)
    pool.release(first)
    expect(await closing).toEqual([1])
  })
})
