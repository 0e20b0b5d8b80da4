import { describe, expect, it } from 'vitest'
import { addToEntry, inserted } from './add-to-entry.ts'
import { frameworks } from './framework.ts'

const framework = (id: string) => frameworks.find((one) => one.id === id) ?? expect.unreachable(id)
const edit = (id: string, source: string, isCommonJs = false) =>
  addToEntry(source, { framework: framework(id), path: '/support', specifier: './desk.config.js', isCommonJs })
const done = (id: string, source: string, isCommonJs = false): string => {
  const answer = edit(id, source, isCommonJs)
  return answer.kind === 'edit' ? inserted(source, answer.insertions) : expect.unreachable(JSON.stringify(answer))
}

describe('addToEntry', () => {
  it('adds imports behind the last one, and one line behind the application', () => {
    expect(
      done('express', "import express from 'express'\nimport { a } from './a.js'\n\nconst app = express()\napp.use(express.json())\n"),
    ).toBe(
      `import express from 'express'
import { a } from './a.js'
import { expressDesk } from '@deskwright/core/express'
import { desk } from './desk.config.js'

const app = express()
app.use('/support', expressDesk(desk)) // before body parsers, so that uploads are streamed
app.use(express.json())
`,
    )
  })

  it('writes as the host writes: semicolons, quotes, line ends, require', () => {
    expect(done('express', '"use strict";\r\nconst express = require("express");\r\nconst server = express();\r\n', true)).toBe(
      [
        '"use strict";',
        'const express = require("express");',
        'const { expressDesk } = require("@deskwright/core/express");',
        'const { desk } = require("./desk.config.js");',
        'const server = express();',
        'server.use("/support", expressDesk(desk)); // before body parsers, so that uploads are streamed',
        '',
      ].join('\r\n'),
    )
  })

  it.each([
    [
      'fastify',
      "import Fastify from 'fastify'\nconst app = Fastify({\n  logger: { level: 'info)' }, // )\n})\n",
      "})\napp.register(fastifyDesk(desk), { prefix: '/support' })",
    ],
    ['fastify', "const fastify = require('fastify')({ logger: true })\n", "fastify.register(fastifyDesk(desk), { prefix: '/support' })"],
    ['hono', "import { Hono } from 'hono'\nexport const app = new Hono<{ Bindings: Env }>()\n", "app.all('/support/*', honoDesk(desk))"],
    [
      'nest',
      "import { NestFactory } from '@nestjs/core';\nimport {\n  A,\n} from './app.module';\nasync function bootstrap() {\n  const app = await NestFactory.create<NestExpressApplication>(AppModule);\n  await app.listen(3000);\n}\n",
      "\n  app.use('/support', nestDesk(desk));",
    ],
    [
      'express',
      "import express, { type Express } from 'express'\nexport function make(): Express {\n  const app: Express = express() // ours\n  return app\n}\n",
      "\n  app.use('/support', expressDesk(desk))",
    ],
  ])('knows %s', (id, source, expected) => {
    const text = done(id, source, source.startsWith('const'))
    expect(text).toContain(expected)
    // Only lines were added.
    const lines = text.split('\n')
    let at = 0
    for (const line of source.split('\n')) at = lines.indexOf(line, at) + 1
    expect(at).toBe(lines.length)
    expect(edit(id, text)).toEqual({ kind: 'done' })
  })

  it.each([
    ['two applications', 'const a = express()\nconst b = express()\n'],
    ['none', 'export default {}\n'],
    ['one in a comment only', '// const app = express()\n'],
    ['something behind it', 'const app = express(); start(app)\n'],
    ['a name that is taken', "import { desk } from './furniture.js'\nconst app = express()\n"],
    ['brackets that do not come out even', "const app = express('\n"],
    ['one that is passed on', 'const app = wrap(express())\n'],
  ])('leaves alone what it does not plainly know: %s', (_, source) => {
    expect(edit('express', source)).toMatchObject({ kind: 'unknown' })
  })
})
