// What calls do to a tensor's shape and stride: a view, a copy, or torch's own error.

import { tuple } from '../draw/axes.js'
import { drawMemory } from '../draw/memory.js'
import { Calculator, Unread, code, product, readSizes, refusal, refuse, sizes } from './calculator.js'

const DRAWN = 64 // cells at most
const MOST = 2 ** 53 // elements: above that, JavaScript counts no longer one by one

// The names of the arguments; null where they are a list of sizes or dims.
const ARGUMENTS = {
  view: null, reshape: null, flatten: ['start_dim', 'end_dim'], transpose: ['dim0', 'dim1'], permute: null,
  unsqueeze: ['dim'], squeeze: ['dim'], expand: null, contiguous: [],
}
const LEAST = { transpose: 2, unsqueeze: 1, flatten: 0, squeeze: 0, contiguous: 0 }

const inOrder = shape => shape.map((_, i) => product(shape.slice(i + 1).map(size => size || 1)))

function wrap(dim, rank) {
  const most = Math.max(rank, 1)
  if (dim >= most || dim < -most) {
    refuse(`Dimension out of range (expected to be in range of [${-most}, ${most - 1}], but got ${dim})`, 'IndexError')
  }
  return dim < 0 ? dim + most : dim
}

const keep = (x, dims) => ({ ...x, shape: dims.map(i => x.shape[i]), stride: dims.map(i => x.stride[i]) })

// The sizes asked for, with -1 worked out.
function fit({ shape }, asked) {
  const [numel, open] = [product(shape), asked.indexOf(-1)]
  asked.forEach((size, i) => {
    if (size === -1 && i > open) refuse('only one dimension can be inferred')
    if (size < -1) refuse(`invalid shape dimension ${size} at index ${i} of shape ${sizes(asked)}`)
  })
  const rest = product(asked.filter(size => size >= 0))
  if (numel !== rest && (open < 0 || numel % rest)) {
    refuse(`shape '${sizes(asked)}' is invalid for input of size ${numel}`)
  }
  if (open >= 0 && !rest) {
    refuse(`cannot reshape tensor of 0 elements into shape ${sizes(asked)} because the unspecified dimension size -1`
      + ' can be any value and is ambiguous')
  }
  return asked.map(size => size < 0 ? numel / rest : size)
}

// The stride that reads the same cells in the same order with another shape, as aten finds it; null if there is none.
function restride({ shape, stride }, wanted) {
  if (!product(shape)) return `${shape}` === `${wanted}` ? stride : inOrder(wanted)
  const found = []
  let [j, had, made, step] = [wanted.length - 1, 1, 1, stride.at(-1) ?? 1]
  for (let i = Math.max(shape.length - 1, 0); i >= 0; i--) {
    had *= shape[i] ?? 1
    if (i && (shape[i - 1] === 1 || stride[i - 1] === had * step)) continue
    for (; j >= 0 && (made < had || wanted[j] === 1); j--) {
      found[j] = made * step
      made *= wanted[j]
    }
    if (made !== had) return null
    ;[had, made, step] = [1, 1, stride[i - 1]]
  }
  return found
}

// Where each element is read, in order.
const cellsOf = ({ shape, stride }) => shape.reduce((read, size, i) =>
  read.flatMap(cell => [...Array(size).keys()].map(at => cell + at * stride[i])), [0])

const copied = x => ({
  shape: x.shape, stride: inOrder(x.shape), copied: true,
  cells: x.cells && product(x.shape) <= DRAWN && cellsOf(x).map(cell => x.cells[cell]),
})

const CALLS = {
  view: (x, asked) => {
    const shape = fit(x, asked)
    const stride = restride(x, shape) ?? refuse("view size is not compatible with input tensor's size and stride"
      + ' (at least one dimension spans across two contiguous subspaces). Use .reshape(...) instead.')
    return { ...x, shape, stride }
  },
  reshape: (x, asked) => {
    const shape = fit(x, asked)
    return CALLS.view(restride(x, shape) ? x : copied(x), shape)
  },
  flatten: (x, [start = 0, end = -1]) => {
    const [first, last] = [start, end].map(dim => wrap(dim, x.shape.length))
    if (first > last) refuse('flatten() has invalid args: start_dim cannot come after end_dim')
    if (first === last && x.shape.length) return x
    const inner = x.shape.slice(first, last + 1)
    return CALLS.reshape(x, x.shape.toSpliced(first, inner.length, product(inner)))
  },
  permute: (x, asked) => {
    if (asked.length !== x.shape.length) {
      refuse('permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired'
        + ` ordering of dimensions i.e. input.dim() = ${x.shape.length} is not equal to len(dims) = ${asked.length}`)
    }
    const dims = asked.map(dim => wrap(dim, asked.length))
    if (new Set(dims).size < dims.length) refuse('permute(): duplicate dims are not allowed.')
    return keep(x, dims)
  },
  transpose: (x, asked) => {
    const [one, other] = asked.map(dim => wrap(dim, x.shape.length))
    return keep(x, [...x.shape.keys()].map(dim => dim === one ? other : dim === other ? one : dim))
  },
  unsqueeze: (x, [asked]) => {
    const dim = wrap(asked, x.shape.length + 1)
    const step = dim < x.shape.length ? x.shape[dim] * x.stride[dim] : 1
    return { ...x, shape: x.shape.toSpliced(dim, 0, 1), stride: x.stride.toSpliced(dim, 0, step) }
  },
  squeeze: (x, [asked]) => {
    const dim = asked === undefined ? null : wrap(asked, x.shape.length)
    return keep(x, [...x.shape.keys()].filter(i => x.shape[i] !== 1 || i !== (dim ?? i)))
  },
  expand: (x, asked) => {
    const more = asked.length - x.shape.length
    if (more < 0) {
      refuse(`expand(torch.LongTensor{${sizes(x.shape)}}, size=${sizes(asked)}): the number of sizes provided`
        + ` (${asked.length}) must be greater or equal to the number of dimensions in the tensor (${x.shape.length})`)
    }
    const shape = asked.map((size, i) => size === -1 && i >= more ? x.shape[i - more] : size)
    const stride = []
    for (let i = shape.length - 1; i >= 0; i--) {
      const [size, had] = [shape[i], x.shape[i - more] ?? 1]
      if (size === -1 && x.shape.length) {
        refuse(`The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension ${i}`)
      }
      if (had !== 1 && size !== had) {
        refuse(`The expanded size of the tensor (${size}) must match the existing size (${had}) at non-singleton dimension`
          + ` ${i}.  Target sizes: ${sizes(asked)}.  Tensor sizes: ${sizes(x.shape)}`)
      }
      stride[i] = size !== had || !x.shape.length ? 0 : x.stride[i - more] ?? shape[i + 1] * stride[i + 1]
    }
    if (shape.some(size => size < 0)) refuse('numel: integer multiplication overflow')
    return { ...x, shape, stride }
  },
  contiguous: x => !product(x.shape) || x.shape.every((size, i) => size === 1 || x.stride[i] === inOrder(x.shape)[i])
    ? x : copied(x),
}

// ".view(2, -1)" as ['view', [2, -1]].
function read(call) {
  const [, name, inner] = call.match(/^\.?\s*(\w+)\s*\((.*)\)$/s) ?? []
  if (!name) throw new Unread(`Write calls, as in .transpose(1, 2).reshape(6, -1). I can’t read “${call}”.`)
  if (!(name in ARGUMENTS)) throw new Unread(`I know ${Object.keys(ARGUMENTS).join(', ')}, but not “${name}”.`)
  const names = ARGUMENTS[name]
  const listed = !names && inner.match(/^\s*[([](.*)[)\]]\s*,?\s*$/s)
  const words = (listed ? listed[1] : inner).trim().replace(/\s*,$/, '')
  const asked = []
  const clear = (words ? words.split(',') : []).every((word, i) => {
    const [, key, size] = word.match(/^\s*(?:(\w+)\s*=\s*)?(-?\d{1,9})\s*$/) ?? []
    const at = key ? names?.indexOf(key) ?? -1 : i
    const fits = size && at >= 0 && !(at in asked) && (!names || at < names.length)
    if (fits) asked[at] = Number(size)
    return fits
  })
  if (clear && (listed || Object.keys(asked).length >= (LEAST[name] ?? 1))) return [name, asked]
  const how = names ? names.join(', ') : name === 'permute' ? 'dims' : 'sizes'
  throw new Unread(`Write ${name}(${how}), with whole numbers. I can’t read “${call}”.`)
}

// "x.transpose(0, 1).view(-1)" as ['.transpose(0, 1)', '.view(-1)']; what is no call stands at the end.
const split = text => text.replace(/^\s*x\b/, '').trim().match(/\.?\s*\w+\s*\((?:[^()]|\([^()]*\))*\)|\S.*/gs) ?? []

// Each call with the tensor after it, from arange(…).reshape(shape) on; raises at the call that torch refuses.
export function* chain(shape, text) {
  const size = product(shape)
  let x = { shape, stride: inOrder(shape), copied: false, cells: size <= DRAWN && [...Array(size).keys()] }
  for (const call of ['', ...split(text)]) {
    if (call) {
      const [name, asked] = read(call)
      x = CALLS[name]({ ...x, copied: false }, asked)
    }
    if (product(x.shape) > MOST) throw new Unread('No machine holds as many numbers as that.')
    yield { call, ...x }
  }
}

const row = ({ call, shape, stride, copied }) => `<tr><td>${code(call || 'x')}<td>${tuple(shape)}<td>${tuple(stride)}<td>${
  copied ? '<strong>copy</strong>' : call && 'view'}`

class TensorLayout extends Calculator {
  work({ shape, calls }) {
    const steps = []
    let refused = ''
    try {
      for (const step of chain(readSizes(shape), calls)) steps.push(step)
    } catch (error) {
      if (!steps.length) throw error
      refused = `<p>${code(split(calls)[steps.length - 1])}: ${refusal(error)}`
    }
    const last = steps.at(-1)
    const few = last.cells?.length && product(last.shape) <= DRAWN
    return `<table class="calc-steps"><tr><th>call<th>shape<th>stride<th>memory${steps.map(row).join('')}</table>${refused}
      ${few ? `<div class="calc-drawn" tabindex="0" role="group" aria-label="memory">${drawMemory(last, last.cells)}</div>` : ''}`
  }
}

customElements.define('tensor-layout', TensorLayout)
