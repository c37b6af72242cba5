// The size that a convolution makes of its input, axis by axis, or torch's own error.
// Its words are those of torch's own kernels; oneDNN, which some machines take for large batches, has others for a few.

import { tuple } from '../draw/axes.js'
import { drawConv } from '../draw/lineup.js'
import { Calculator, Unread, code, readSizes, refuse, sizes } from './calculator.js'

const LETTERS = ['T', 'HW', 'THW']

const by = list => `(${list.join(' x ')})`

// Torch runs one axis as two, and names them so.
const two = (list, fill) => list.length === 1 ? [fill, ...list] : list
const named = (name, list, fill) =>
  two(list, fill).map((size, i, all) => `${name}_${['depth', 'height', 'width'].at(i - all.length)}: ${size}`)

// What building the module refuses, then what calling it does before it looks at any size.
function check({ dims, transposed, shape, channels, out, kernel, stride, padding, dilation, output_padding, groups }) {
  const name = `conv${transposed ? '_transpose' : ''}${dims}d`
  if (Math.min(channels, out, ...kernel) < 1) throw new Unread('Channels and kernel are 1 or more.')
  if (kernel.length !== 1 && kernel.length !== dims) throw new Unread(`This kernel has one size, or ${dims}.`)
  if (groups < 1) refuse('groups must be a positive integer', 'ValueError')
  if (channels % groups) refuse('in_channels must be divisible by groups', 'ValueError')
  if (out % groups) refuse('out_channels must be divisible by groups', 'ValueError')
  if (padding === 'same' && !transposed && stride.some(step => step !== 1)) {
    refuse("padding='same' is not supported for strided convolutions", 'ValueError')
  }
  if (transposed && !padding.map) {
    refuse(`${name}(): argument 'padding' (position 5) must be tuple of ints, but found element of type str at pos 0`, 'TypeError')
  }
  if (shape.length !== dims + 1 && shape.length !== dims + 2) {
    refuse(`Expected ${dims + 1}D (unbatched) or ${dims + 2}D (batched) input to ${name}, but got input of size: ${sizes(shape)}`)
  }
  for (const [what, list] of Object.entries({ stride, padding, dilation, output_padding })) {
    if (!list.map || list.length === 1 || list.length === dims) continue
    refuse(padding === 'same' ? `${what} cannot broadcast to ${dims} dimensions`
      : `expected ${what} to be a single integer value or a list of ${dims} values to match the convolution dimensions, but`
      + ` got ${what}=${sizes(list)}`)
  }
}

// What nn.Conv2d(…)(torch.empty(shape)) gives: { shape, axes }, with each axis as drawConv takes it.
// Kernel, stride, padding, dilation and output_padding are lists, of a number for all axes or of one for each;
// `padding` may be 'same' or 'valid'.
export function convolve(asked) {
  check(asked)
  const { dims, transposed, shape, channels, out, padding, groups } = asked
  const spread = list => list.length === 1 ? Array(dims).fill(list[0]) : list
  const [k, s, d, extra] = [asked.kernel, asked.stride, asked.dilation, asked.output_padding].map(spread)
  const pads = padding.map ? spread(padding).map(pad => [pad, pad]) : k.map((size, i) => {
    const both = padding === 'same' ? d[i] * (size - 1) : 0
    return [Math.trunc(both / 2), both - Math.trunc(both / 2)]
  })
  if (pads.some(([left]) => left < 0)) refuse('negative padding is not supported')
  if (extra.some(more => more < 0)) refuse('negative output_padding is not supported')
  if (s.some(step => step < 1)) refuse('non-positive stride is not supported')
  if (d.some(apart => apart < 0)) refuse('dilation should be greater than zero')

  const batch = shape.slice(0, shape.length - dims - 1)
  const [had, ...n] = shape.slice(batch.length)
  const input = [batch[0] ?? 1, had, ...n.map((size, i) => size + pads[i][1] - pads[i][0])]
  const weight = [...transposed ? [channels, out / groups] : [out, channels / groups], ...k]
  if (had !== channels) {
    refuse(`Given ${transposed ? 'transposed=1' : `groups=${groups}`}, weight of size ${sizes(weight)}, expected`
      + ` input${sizes(input)} to have ${channels} channels, but got ${had} channels instead`)
  }
  const axes = k.map((size, i) => {
    const [left, right] = pads[i]
    return { n: n[i], k: size, s: s[i], p: left === right ? left : pads[i], d: d[i], extra: extra[i], transposed }
  })
  const reach = axes.map(one => one.d * (one.k - 1) + 1)
  const room = n.map((size, i) => size + pads[i][0] + pads[i][1])
  if (!transposed && reach.some((cells, i) => cells > room[i])) {
    refuse(`Calculated padded input size per channel: ${by(room)}. Kernel size: ${by(reach)}.`
      + " Kernel size can't be greater than actual input size")
  }
  const becomes = axes.map(({ n, s, p, extra }, i) => transposed
    ? (n - 1) * s - 2 * p + reach[i] + extra : Math.floor((room[i] - reach[i]) / s) + 1)
  if (batch[0] !== 0) compute({ input, n, s, d, extra, transposed, becomes })
  else if (Math.min(...becomes) < 0) throw new Unread(`Torch refuses to make sizes of ${tuple(becomes)}.`)
  return { shape: [...batch, out, ...becomes], axes }
}

// What only shows when there is something to compute.
function compute({ input, n, s, d, extra, transposed, becomes }) {
  if (n.includes(0)) {
    refuse(`Only zero batch or zero channel inputs are supported, but got input shape: ${sizes([...input.slice(0, 2), ...two(n, 1)])}`)
  }
  const apart = named('dilation', d, 1)
  if (d.includes(0)) {
    refuse(`dilation should be greater than zero, but got ${transposed ? apart.join(', ') : sizes(two(d, 1))}`)
  }
  if (extra.some((more, i) => transposed && more >= s[i] && more >= d[i])) {
    refuse('output padding must be smaller than either stride or dilation, but got '
      + [...named('output_padding', extra, 0), ...named('stride', s, 1), ...apart].join(' '))
  }
  if (Math.min(...becomes) < 1) {
    refuse(`Given input size per channel: ${by(two(n, 1))}. Calculated output size per channel: ${by(two(becomes, 1))}.`
      + ' Output size is too small')
  }
}

// Which of the page's rules the settings of an axis follow, in a sentence.
export function rule({ n, k, s, p, d, extra, transposed }) {
  const [pad, reach] = [p.length ? p[0] + p[1] : 2 * p, d * (k - 1) + 1]
  if (transposed) {
    if (reach + extra - pad !== s) return 'none of the rules'
    return s === 1 ? 'keeps the size' : s === 2 ? 'doubles the size' : `makes the size ${s} times as large`
  }
  if (s === 1) return pad === reach - 1 ? 'rule 1, keep the size' : 'none of the rules'
  const rest = n % s
  if (k === s && d === 1 && !pad) return `rule 3, cut into patches of ${k}${rest ? `, and drop the ${rest} of ${n} left over` : ''}`
  if (pad < reach - s || pad >= reach) return 'none of the rules'
  return `rule 2, divide the size${rest ? `, but ${s} does not divide ${n}` : ` by ${s}`}`
}

const numbers = (text, usual) => text.trim() ? readSizes(text, -1e9) : [usual]
const written = one => typeof one === 'string' ? `"${one}"` : one.length > 1 ? tuple(one) : one

// The settings as they are written in a call, those of which torch would take the same left out.
const call = ({ kernel, ...others }) => [written(kernel), ...Object.entries(others)
  .filter(([name, one]) => `${one}` !== (name.includes('padding') ? '0' : '1'))
  .map(([name, one]) => `${name}=${written(one)}`)].join(', ')

// Axes of which the same is to be said as one, with the letters of all.
const alike = (axes, said) => Object.values(Object.groupBy(axes.keys(), i => said(axes[i]))).map(like =>
  ({ ...axes[like[0]], letter: like.map(i => LETTERS[axes.length - 1][i]).join(', ') }))

function number(text, usual) {
  const [read, ...others] = numbers(text, usual)
  if (others.length) throw new Unread(`I can’t read “${text}” as one number.`)
  return read
}

class ConvSize extends Calculator {
  work({ kind, size, in_channels, out_channels, kernel, stride, padding, dilation, groups }) {
    const more = this.querySelector('[name=output_padding]') // a field that is disabled is not in the form's data
    const [dims, transposed, shape] = [Number(kind.at(-2)), kind.includes('T'), readSizes(size)]
    more.disabled = !transposed
    const channels = number(in_channels, shape.at(-dims - 1) ?? 1)
    const settings = {
      kernel: numbers(kernel, 1), stride: numbers(stride, 1),
      padding: padding.match(/^\W*(same|valid)\W*$/)?.[1] ?? numbers(padding, 0),
      output_padding: transposed ? numbers(more.value, 0) : [0],
      dilation: numbers(dilation, 1), groups: number(groups, 1),
    }
    const asked = { dims, transposed, shape, channels, out: number(out_channels, channels), ...settings }
    const made = convolve(asked)
    return `<p>${code(`nn.${kind}(${channels}, ${asked.out}, ${call(settings)})`)}
      <br>${tuple(shape)} becomes <strong>${tuple(made.shape)}</strong>
      <br>${alike(made.axes, rule).map(axis => `${axis.letter}: ${rule(axis)}.`).join('<br>')}
      <div class="calc-drawn" tabindex="0" role="group" aria-label="each axis">${drawConv(alike(made.axes, JSON.stringify))}</div>`
  }
}

customElements.define('conv-size', ConvSize)
