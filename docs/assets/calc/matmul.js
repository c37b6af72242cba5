// The shapes that @, bmm, F.linear and einsum make of two, for contiguous tensors that want no gradient.

import { drawMatmul } from '../draw/lineup.js'
import { broadcast } from './broadcast.js'
import { Calculator, product, readSizes, refuse, sizes } from './calculator.js'
import { drawEinsum, einsum } from './einsum.js'

export { einsum }

const turned = shape => [...shape].reverse()

function needDims(name, a, b) {
  if (!a.length || !b.length) {
    refuse(`both arguments to ${name} need to be at least 1D, but they are ${a.length}D and ${b.length}D`)
  }
}

const refuseVector = (rows, columns, vector) =>
  refuse(`size mismatch, got input (${rows}), mat (${rows}x${columns}), vec (${vector})`)

export function matmul(a, b) {
  needDims('matmul', a, b)
  const [inner, other] = [a.at(-1), b.at(-2) ?? b[0]]
  const batches = [a, b].map(shape => shape.slice(0, -2))
  if (inner === other) return [...broadcast(batches), ...a.slice(-2, -1), ...b.slice(1).slice(-1)]

  // Torch folds what it can into one matrix, and its words are those of the call that it makes then.
  const rows = product(a.slice(0, -1))
  if (a.length === 1 && b.length === 1) {
    refuse(`inconsistent tensor size, expected tensor ${sizes(a)} and src ${sizes(b)} to have the same number of elements, but got ${a} and ${b} elements respectively`)
  }
  if (b.length === 1) refuseVector(rows, inner, other)
  if (b.length === 2) refuse(`mat1 and mat2 shapes cannot be multiplied (${rows}x${inner} and ${b.join('x')})`)
  if (a.length === 1 && (other === 1 || b.includes(0))) refuseVector(product(batches[1]) * b.at(-1), other, inner)
  const batch = product(broadcast(batches))
  return bmm([batch, 1, inner], [batch, other, 1])
}

export function bmm(a, b) {
  for (const [at, shape] of [a, b].entries()) if (shape.length !== 3) refuse(`batch${at + 1} must be a 3D tensor`)
  const [wanted, got] = [[a[0], a[2]], b.slice(0, 2)].map(sizes)
  if (wanted !== got) refuse(`Expected size for first two dimensions of batch2 tensor to be: ${wanted} but got: ${got}.`)
  return [a[0], a[1], b[2]]
}

export function linear(x, weight) {
  needDims('linear', x, weight)
  if (weight.length > 2) refuse(`t() expects a tensor with <= 2 dimensions, but self is ${weight.length}D`)
  return matmul(x, turned(weight))
}

customElements.define('matmul-shapes', class extends Calculator {
  work({ op, ...texts }) {
    const equation = this.querySelector('[name=equation]')
    equation.disabled = op !== 'einsum'
    const [a, b] = [texts.a, texts.b].map(text => readSizes(text))
    if (op === 'einsum') {
      return this.shown(() => einsum(equation.value, a, b), made => drawEinsum(equation.value, [a, b], made))
    }
    const ranks = [a.length, b.length]
    const odd = op === 'bmm' ? ranks.some(rank => rank !== 3) : ranks.includes(0) || op === 'linear' && ranks[1] > 2
    return this.shown(() => ({ matmul, bmm, linear })[op](a, b),
      made => odd ? '' : drawMatmul(a, op === 'linear' ? turned(b) : b, made, [], op === 'bmm'))
  }
})
