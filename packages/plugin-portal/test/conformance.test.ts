import { pluginConformance } from '@deskwright/testing/vitest'
import { portal } from '../src/index.ts'

pluginConformance(portal)
