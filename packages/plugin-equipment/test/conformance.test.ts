import { pluginConformance } from '@deskwright/testing/vitest'
import { equipment } from '../src/index.ts'
import { examples } from './examples.ts'

pluginConformance(equipment, { examples })
