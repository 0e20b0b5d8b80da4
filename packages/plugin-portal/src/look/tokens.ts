import type { PortalLook } from '../options.ts'
import { readable, textOn } from './colour.ts'

const light = { ground: '#fbfaf8', sheet: '#ffffff', ink: '#1d2125' }
const dark = { ground: '#15181b', sheet: '#1c2024', ink: '#e9e6e1' }

/** The design tokens: everything that the style sheet knows of colours, sizes and type. */
export function tokens({ accent = '#245c63', accentDark, radius = 10, fonts = [] }: PortalLook = {}): string {
  const onLight = readable(accent, light.ground, '#000000')
  const onDark = readable(accentDark ?? accent, dark.sheet, '#ffffff', 6)
  const pair = (name: string, one: string, other: string) => `--dw-${name}:light-dark(${one},${other});`
  const family = [...fonts.map((font) => `"${font}"`), 'system-ui', '-apple-system', '"Segoe UI"', 'Roboto', '"Noto Sans"', 'sans-serif']
  return `:root{color-scheme:light dark;${[
    pair('ground', light.ground, dark.ground),
    pair('sheet', light.sheet, dark.sheet),
    pair('sunk', '#f3f1ed', '#22272b'),
    pair('ink', light.ink, dark.ink),
    pair('soft', '#5a6066', '#a9adb0'),
    pair('line', '#e5e2dc', '#2e3439'),
    pair('edge', '#85888b', '#7c848a'),
    pair('accent', onLight, onDark),
    pair('on-accent', textOn(onLight), textOn(onDark)),
    pair('tint', `color-mix(in oklab,${onLight} 8%,#ffffff)`, `color-mix(in oklab,${onDark} 16%,${dark.sheet})`),
    pair('info', '#1f5a86', '#9cc9ec'),
    pair('info-ground', '#e9f1f8', '#1d2f3e'),
    pair('good', '#21633f', '#97d6b0'),
    pair('good-ground', '#e8f3ec', '#1a3226'),
    pair('wait', '#7a4a06', '#f0c27b'),
    pair('wait-ground', '#fbf1df', '#3a2c16'),
    pair('bad', '#a12a23', '#f2a8a1'),
    pair('bad-ground', '#fbeceb', '#3d2020'),
  ].join('')}--dw-radius:${radius}px;--dw-font:${family.join(',')};--dw-shadow:0 1px 2px rgb(0 0 0/.05),0 4px 16px rgb(0 0 0/.04)}
:root[data-look="light"]{color-scheme:light}:root[data-look="dark"]{color-scheme:dark}`
}
