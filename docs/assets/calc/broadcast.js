// The shape of a sum of tensors, by the rule of broadcasting.

import { drawBroadcast } from '../draw/lineup.js'
import { Calculator, Unread, readSizes, refuse } from './calculator.js'

// a + b + c from left to right: in a message, `a` is the sum so far.
export const broadcast = shapes => shapes.reduce((a, b) => {
  const rank = Math.max(a.length, b.length)
  const sum = Array(rank)
  for (let dim = rank - 1; dim >= 0; dim--) {
    const [m, n] = [a, b].map(shape => shape[dim - rank + shape.length] ?? 1)
    if (m !== n && m !== 1 && n !== 1) {
      refuse(`The size of tensor a (${m}) must match the size of tensor b (${n}) at non-singleton dimension ${dim}`)
    }
    sum[dim] = m === 1 ? n : m
  }
  return sum
})

customElements.define('broadcast-shapes', class extends Calculator {
  // One shape a line; "(8, 1), (6,)" and "(8, 1); (6,)" are two as well.
  work({ shapes: text }) {
    const lines = text.split(/[\n;]|(?<=[)\]])[\s,+]*(?=[([])/).filter(line => line.trim())
    const shapes = lines.map(line => readSizes(line))
    if (!shapes[1]) throw new Unread('Write at least two shapes, each on a line of its own.')
    return this.shown(() => broadcast(shapes), sum => drawBroadcast(shapes, sum))
  }
})
