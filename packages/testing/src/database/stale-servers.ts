import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const readPid = async (file: string): Promise<number | undefined> => {
  const text = await readFile(file, 'utf8').catch(() => '')
  const pid = Number(text.split('\n')[0])
  return Number.isInteger(pid) && pid > 1 ? pid : undefined
}

/** The number may belong to another program by now, so where the system tells, the command line must name the folder. */
const isServerOf = async (pid: number, folder: string): Promise<boolean> => {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined)
  return command === undefined ? process.platform !== 'linux' : command.includes(folder)
}

const remove = async (folder: string): Promise<void> => {
  const server = await readPid(join(folder, 'data', 'postmaster.pid'))
  if (server !== undefined && isAlive(server) && (await isServerOf(server, folder))) process.kill(server, 'SIGQUIT')
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
}

/** Ends servers whose tests were killed, and deletes their data. A folder belongs to the process named in its `owner.pid`. */
export const removeStaleServers = async (servers: string): Promise<void> => {
  for (const name of await readdir(servers)) {
    const folder = join(servers, name)
    const owner = await readPid(join(folder, 'owner.pid'))
    // Without an owner it is being made at this moment, or was left behind half made: a minute tells.
    if (owner !== undefined && !isAlive(owner)) await remove(folder).catch(() => {})
  }
}
