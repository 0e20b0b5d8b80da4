import { execFileSync } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { temporaryFolder } from './own-database.ts'
import { PROCESS_TIMEOUT, runCli } from './run-cli.ts'

vi.setConfig({ testTimeout: PROCESS_TIMEOUT })

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeEach(async () => {
  folder = await temporaryFolder()
})
afterEach(() => folder.remove())
const write = async (files: Record<string, string>): Promise<void> => {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder.path, path, '..'), { recursive: true })
    await writeFile(join(folder.path, path), text)
  }
}
const read = (path: string) => readFile(join(folder.path, path), 'utf8')
const init = (...args: string[]) => runCli(['init', ...args], { cwd: folder.path })
const manifest = (more: object) => JSON.stringify({ name: 'host', ...more })
const express = {
  'package.json': manifest({ type: 'module', dependencies: { express: '5' } }),
  'server.js': "import express from 'express'\n\nconst app = express()\napp.listen(3000)\n",
}

it('shows what it would change, does it, and finds nothing more to do', async () => {
  await write(express)
  const shown = await init('--dry-run')
  expect(shown.out).toMatch(
    /\+\+\+ desk\.config\.js\n\+import \{ createDesk \}[\s\S]*\+\+\+ server\.js\n@@ after line 1 @@[\s\S]*\+app\.use\('\/support', expressDesk\(desk\)\)/,
  )
  expect(await readdir(folder.path)).toHaveLength(2)
  expect(await init()).toMatchObject({ code: 1, err: expect.stringMatching(/--yes.*init\.not_asked/) })
  expect(await read('server.js')).toBe(express['server.js'])
  expect(await init('--yes')).toMatchObject({ code: 0, err: '' })
  const [server, desk] = [await read('server.js'), await read('desk.config.js')]
  expect(server).toContain("app.use('/support', expressDesk(desk))")
  expect(await init('--yes')).toMatchObject({ code: 0, out: 'The desk is there already. Nothing was changed.\n' })
  expect([await read('server.js'), await read('desk.config.js')]).toEqual([server, desk])
  expect(await readdir(folder.path)).toHaveLength(3)
})

it('does not touch a file with changes that git does not have', async () => {
  await write(express)
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], { cwd: folder.path })
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'x')
  await write({ 'server.js': `${express['server.js']}// mine\n` })
  expect(await init('--yes')).toMatchObject({ code: 1, err: expect.stringMatching(/server\.js has changes.*init\.dirty/) })
  expect(await readdir(folder.path)).toHaveLength(3)
  git('commit', '-qam', 'y')
  expect(await init('--yes')).toMatchObject({ code: 0 })
})

it('says what to do by hand where it does not know its way', async () => {
  expect(await init('--yes')).toMatchObject({ code: 1, err: expect.stringMatching(/init\.no_manifest/) })
  await write({ 'package.json': manifest({}) })
  expect(await init('--yes')).toMatchObject({ code: 1, err: expect.stringMatching(/init\.no_framework/) })
  await write({ 'package.json': manifest({ dependencies: { express: '5' } }) })
  expect(await init('--yes')).toMatchObject({ code: 1, err: expect.stringMatching(/--entry.*init\.no_entry/) })
  await write({ 'index.js': "const express = require('express')\nmodule.exports = () => express()\n" })
  expect(await init('--yes')).toMatchObject({
    code: 1,
    err: expect.stringMatching(
      /index\.js was left alone.*require\('@deskwright\/core\/express'\).*app\.use\('\/support', expressDesk\(desk\)\).*init\.by_hand/,
    ),
  })
  expect(await init('--yes', '--path', 'support')).toMatchObject({ code: 2 })
  expect(await init('--yes', '--framework', 'koa')).toMatchObject({ code: 2 })
  expect(await init('--yes', '--entry', '../../etc/hosts')).toMatchObject({ code: 1, err: expect.stringMatching(/init\.no_entry/) })
  expect(await readdir(folder.path)).toEqual(['index.js', 'package.json'])
})

it('puts the desk beside the entry of a Nest application, and into the folders of a Next one', async () => {
  await write({
    'package.json': manifest({ dependencies: { '@nestjs/core': '12', express: '5' } }),
    'src/main.ts':
      "import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\n\nasync function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n  await app.listen(3000);\n}\nvoid bootstrap();\n",
  })
  await init('--yes')
  expect(await read('src/main.ts')).toContain("import { desk } from './desk.config';\n")
  expect(await read('src/desk.config.ts')).toContain('export const desk')
  await folder.remove()
  await write({
    'package.json': manifest({ dependencies: { next: '16' } }),
    'tsconfig.json': '{}',
    'next.config.ts':
      "import type { NextConfig } from 'next'\n\nconst nextConfig: NextConfig = {\n  /* config options here */\n}\n\nexport default nextConfig\n",
    'src/app/page.tsx': '',
  })
  await init('--yes', '--path', '/help/desk')
  expect(await read('src/app/help/desk/[...path]/route.ts')).toContain("from '../../../../desk.config'")
  expect(await read('next.config.ts')).toContain("= {\n  serverExternalPackages: ['@deskwright/core']")
  expect(await init('--yes', '--path', '/help/desk')).toMatchObject({ out: expect.stringMatching(/Nothing was changed/) })
})
