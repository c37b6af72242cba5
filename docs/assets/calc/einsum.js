// What torch.einsum makes of two shapes, and a drawing that lines their dims up by letter.

import { boxes, keys, rows, tuple } from '../draw/axes.js'
import { clash } from '../draw/lineup.js'
import { refuse as raise } from './calculator.js'

const refuse = message => raise(`einsum(): ${message}`)

// The dims of an ellipsis are counted from its right: -2, -1.
const ellipsis = length => keys(Array(length)).map(dim => dim - length)

// Letters and '...', one after the other; `start` is where in the equation they begin.
function* subscripts(text, start, whose, already, dots = '') {
  let seen = false
  for (const { 0: one, index } of text.matchAll(/\.{3}|[^ ]/g)) {
    if (one[0] === '.') {
      if (seen) refuse(`found '.' for ${whose} ${already} already found`)
      if (one === '.') refuse(`found '.' for ${whose} that is not part of any ellipsis${dots}`)
      seen = true
    } else if (!/[a-z]/i.test(one)) {
      refuse(`invalid subscript given at index ${start + index} in the equation string, subscripts must be in [a-zA-Z]`)
    }
    yield one
  }
}

function readInputs(text, count) {
  let start = 0
  const inputs = text.split(',').map((part, n) => {
    if (n === count) refuse('fewer operands were provided than specified in the equation')
    const found = [...subscripts(part, start, `operand ${n}`, 'for which an ellipsis was')]
    start += part.length + 1
    return found
  })
  if (inputs.length < count) refuse('more operands were provided than specified in the equation')
  return inputs
}

// What each dim of an operand is called: a letter, or a number where the ellipsis covers it.
function nameDims(found, rank, n) {
  const dots = found.includes('...')
  const letters = found.length - dots
  if (dots ? letters > rank : letters !== rank) {
    const [wrong, why] = dots ? ['is more than', ''] : ['does not match', ' and no ellipsis was given']
    refuse(`the number of subscripts in the equation (${letters}) ${wrong} the number of dimensions (${rank}) for operand ${n}${why}`)
  }
  return found.flatMap(one => one === '...' ? ellipsis(rank - letters) : one)
}

function readOutput(text, start, named, covered) {
  const output = []
  for (const one of subscripts(text, start, 'output', 'but an ellipsis (...) was', ' (...)')) {
    if (output.includes(one)) refuse(`output subscript ${one} appears more than once in the output`)
    if (one !== '...' && !named.includes(one)) {
      refuse(`output subscript ${one} does not appear in the equation for any input operand`)
    }
    output.push(...one === '...' ? ellipsis(covered) : one)
  }
  return output
}

// The names of the dims of each operand, and those of the result.
function read(equation, shapes) {
  const [left] = equation.split('->', 1)
  const inputs = readInputs(left, shapes.length).map((found, n) => nameDims(found, shapes[n].length, n))
  const named = inputs.flat()
  const covered = -Math.min(0, ...named.filter(Number))
  if (left !== equation) return [inputs, readOutput(equation.slice(left.length + 2), left.length + 2, named, covered)]
  const once = named.filter(name => isNaN(name) && named.indexOf(name) === named.lastIndexOf(name))
  return [inputs, [...ellipsis(covered), ...once.sort()]]
}

// The size of each name; a dim of size 1 is stretched, but not within one operand.
function measure(inputs, shapes) {
  const all = new Map()
  inputs.forEach((names, n) => {
    const own = new Map()
    names.forEach((name, dim) => {
      const [size, before, twin] = [shapes[n][dim], all.get(name) ?? 1, own.get(name) ?? shapes[n][dim]]
      if (size !== twin) refuse(`subscript ${name} is repeated for operand ${n} but the sizes don't match, ${size} != ${twin}`)
      if (size !== 1 && before !== 1 && size !== before) {
        refuse(isNaN(name)
          ? `subscript ${name} has size ${size} for operand ${n} which does not broadcast with previously seen size ${before}`
          : `dimension ${own.size} covered by ellipsis in operand ${n}has size ${size} which does not broadcast with previously seen ellipsis with size ${before} for the respective dimension`)
      }
      own.set(name, size)
      all.set(name, size === 1 ? before : size)
    })
  })
  return all
}

export function einsum(equation, ...shapes) {
  const [inputs, output] = read(equation, shapes)
  const size = measure(inputs, shapes)
  return output.map(name => size.get(name))
}

export function drawEinsum(equation, shapes, result) {
  const [inputs, output] = read(equation, shapes)
  const columns = [...new Set([...output, ...inputs.flat()])]
  const letters = columns.map(name => isNaN(name) ? name : '…')
  const sizes = shapes.map((shape, n) => columns.map(name => shape.filter((_, dim) => inputs[n][dim] === name)))
  const lines = sizes.map(line => boxes(line.map(([size]) => size), letters, at => {
    const own = line[at]
    const others = new Set(sizes.flatMap(other => other[at]).filter(size => size !== 1)).size
    if (others > 1 || new Set(own).size > 1) return { said: own.join(', '), ...clash }
    if (own.length > 1) return { said: own.join(', '), kind: 'diagonal' }
    if (!output.includes(columns[at])) return { kind: 'summed' }
    return own[0] === 1 && others && { kind: 'stretched' }
  }))
  if (result) lines.push('=', boxes(result, letters))
  return rows(`${equation} of ${shapes.map(tuple).join(' and ')}`, lines, 54)
}
