import { expect, it } from 'vitest'
import { networkOf } from './network.ts'

const net = networkOf()

it.each([
  [
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
  ],
  [
    '224.0.0.1',
    '239.1.1.1',
    '240.0.0.1',
    '255.255.255.255',
    '192.0.0.8',
    '198.18.0.1',
    '198.19.255.255',
    '203.0.113.7',
    '192.0.2.1',
    '198.51.100.9',
  ],
  [
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '0:0:0:0:0:ffff:a9fe:a9fe',
    '::127.0.0.1',
    'fd00::1',
    'fc00::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
  ],
  [
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    '2002:7f00:1::1',
    '64:ff9b::7f00:1',
    '64:ff9b::10.0.0.1',
    '64:ff9b:1::1',
    '100::1',
    '3fff::1',
    '5f00::1',
    '2001:2::1',
  ],
])('reaches nothing that is not public: %s …', (...addresses) => {
  expect(addresses.filter((address) => net.allows(address))).toEqual([])
})

it('reaches what is public, however it is spelled', () => {
  const addresses = [
    '1.1.1.1',
    '172.15.0.1',
    '172.32.0.1',
    '100.128.0.1',
    '8.8.8.8',
    '2606:4700::1111',
    '2A00:1450:0:0:0:0:0:1',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
  ]
  expect(addresses.filter((address) => !net.allows(address))).toEqual([])
})

it('takes nothing for an address that is none', () => {
  expect(['', 'localhost', '127.1', '0x7f.1', '1.1.1.1:80', '[::1]', '1.1.1.1 '].filter((address) => net.allows(address))).toEqual([])
})

it('reaches networks that were allowed, in each spelling, and no others', () => {
  const some = networkOf(['10.1.0.0/16', '127.0.0.1', 'fd00:1::/32'])
  expect(['10.1.2.3', '::ffff:10.1.2.3', '127.0.0.1', 'fd00:1::9', '1.1.1.1'].filter((address) => !some.allows(address))).toEqual([])
  expect(['10.2.0.1', '127.0.0.2', 'fd00:2::9', '::1', '169.254.169.254'].filter((address) => some.allows(address))).toEqual([])
})

it.each(['10.0.0.0/33', 'fd00::/129', 'example.com', '10.0.0/8', '', '10.0.0.0/8/8', '10.0.0.0/-1'])(
  'refuses %s as a network',
  (network) => {
    expect(() => networkOf([network])).toThrow(expect.objectContaining({ code: 'outgoing.bad_option' }))
  },
)
