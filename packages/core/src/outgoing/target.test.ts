import { expect, it } from 'vitest'
import { networkOf } from './network.ts'
import { targetOf } from './target.ts'

const net = networkOf()
const codeOf = (address: string, network = net): string => {
  try {
    return targetOf(address, network).url.href
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}

it.each([
  'http://127.0.0.1/',
  'http://127.1',
  'http://2130706433',
  'http://0x7f.1',
  'http://0177.0.0.1',
  'http://①②⑦.0.0.1',
  'http://127。0。0。1',
  'http://%31%32%37.0.0.1',
  'http://127.0.0.1.',
  'http://[::1]',
  'http://[::]',
  'http://[::ffff:127.0.0.1]',
  'http://[::ffff:a9fe:a9fe]',
  'http://0',
  'http://localhost',
  'http://LOCALHOST.',
  'http://ｌocalhost',
  'http://app.localhost',
  'http://localhost.localdomain',
  'http://metadata.google.internal/',
  'http://printer.local',
  'http://router.home.arpa',
  'http://10.0.0.1',
  'http://172.16.0.1',
  'http://192.168.0.1',
  'http://100.64.0.1',
  'https://169.254.169.254/latest/meta-data',
  'http://[fd00::1]',
  'http://[fe80::1]',
])('refuses %s, which leads inside', (address) => {
  expect(codeOf(address)).toBe('outgoing.address_refused')
})

it.each([
  'file:///etc/passwd',
  'ftp://example.com',
  'gopher://example.com',
  'ws://example.com',
  'data:text/plain,a',
  'javascript:alert(1)',
  'http://a@127.0.0.1',
  'https://a:b@example.com',
  'http://@@example.com',
  'example.com',
  '//example.com',
  '',
  'http://',
  'http://exa mple.com',
  'https://example.com/\r\nHost: evil',
  'https://example.com\\@127.0.0.1/',
  'http://example.com:25/',
  'http://example.com:6379x',
  'http://example.com:0',
  `https://example.com/${'a'.repeat(2048)}`,
  'http://[::1',
  'http://[fe80::1%25eth0]',
])('refuses %s, which is no address of a page', (address) => {
  expect(codeOf(address)).toBe('outgoing.bad_address')
})

it('takes what is public, and names of networks that are allowed', () => {
  expect(codeOf('https://example.com')).toBe('https://example.com/')
  expect(codeOf('https://bücher.example:8443/a?b=c')).toBe('https://xn--bcher-kva.example:8443/a?b=c')
  expect(codeOf('http://1.1.1.1/')).toBe('http://1.1.1.1/')
  const inside = networkOf(['10.0.0.0/8'])
  expect(codeOf('http://hooks.internal/', inside)).toBe('http://hooks.internal/')
  expect(codeOf('http://10.9.9.9/', inside)).toBe('http://10.9.9.9/')
  expect(codeOf('http://localhost/', inside)).toBe('outgoing.address_refused')
})
