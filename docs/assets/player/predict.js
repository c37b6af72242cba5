// Judges a typed shape: (B, H*W, C), 8 24 512, B -1 C.

import { tuple } from '../draw/axes.js'

const equal = (said, is) => said == is ? said : `${said} = ${is}`

// 4D is a product.
function work(tokens, least = 1) {
  let a = tokens.shift()
  if (a === '(') a = work(tokens) + (tokens.shift() !== ')' && NaN)
  for (;;) {
    const [op] = tokens
    const level = { '+': 1, '-': 1, '*': 2, '/': 2, '//': 2, '(': 3, '**': 4 }[op] ?? 3 * (op >= 0)
    if (level < least) return +a
    if (level !== 3) tokens.shift()
    const b = work(tokens, level + (op !== '**'))
    a = { '+': +a + b, '-': a - b, '/': a / b, '//': Math.floor(a / b), '**': a ** b }[op] ?? a * b
  }
}

function value(text, letters) {
  const known = new Map()
  for (const [name, size] of letters) known.set(name, known.has(name) ? NaN : size)
  const tokens = text.match(RegExp([...known.keys(), '\\d+|\\*\\*|//|.'].join('|'), 'g'))
    .map(part => known.get(part) ?? part)
  return work(tokens) + (tokens.length && NaN)
}

function split(text, times) {
  const plain = text.replace(/(?<=\d\s*)x(?=\s*\d)|[×·]/gi, times)
    .replace(/([\w)])\s+(?=[\w(])/g, '$1,').replace(/\s/g, '')
  const inside = plain.replace(/^scalar$|^(torch\.Size)?[([]([^)]*(\(.*\)[^(]*)?)[)\]]$/i, '$2')
  return inside === plain ? plain.match(/[^,]+/g) ?? ['?'] : inside ? split(inside) : []
}

function hint(said, is, shape, letters) {
  if (said.length !== shape.length) return `Count the dims: it has ${shape.length}, you wrote ${said.length}`
  const wrong = shape.flatMap((size, i) => is[i] === size ? [] : i)
  const yours = wrong.map(i => equal(said[i], is[i]))
  const [i] = wrong
  return `${is.sort()}` === `${[...shape].sort()}`
    ? `Right sizes, wrong order: dim ${i} is ${equal(shape[i], letters[i] ?? shape[i])}, you wrote ${yours[0]}`
    : `Look again at dim ${wrong.join(' and ')}, you wrote ${yours.join(' and ')}`
}

export function judge(answer, shape, sizes, letters = []) {
  // Longest first: nhhd is nh*hd.
  const own = Object.entries(sizes).sort(([a], [b]) => b.length - a.length)
  const folded = own.map(([name, size]) => [name.toLowerCase(), size])
  const worth = (text, i, all) =>
    text === '-1' && all.indexOf(text) === i || text === letters[i]?.replace(/\s/g, '') ? shape[i] ?? 0
      : +(value(text, own) || value(text.toLowerCase(), folded)).toFixed(7)

  const text = answer[200] ? '' : answer
  let said = split(text, '*')
  // 8x24x512, 8 -1 512
  if (said.length !== shape.length && !text.includes(',')) said = split(text.replace(/\s(?=-\S)/g, ','), ',')
  const is = said.map(worth)
  const right = `${is}` === `${shape}`
  const parsed = !is.some(isNaN)
  const rest = said.indexOf('-1')
  const words = shape.map((size, i) => letters[i] ?? (i === rest ? size : said[i]))
  const [B = 2] = own.at(-1) ?? []
  const reason = right ? equal(tuple(words), tuple(shape)) + (rest < 0 ? '' : `, so -1 is ${words[rest]}`)
    : parsed ? hint(said, is, shape, letters)
    : `I cannot read ${text.match(/[\w.]+/g)?.find(word => isNaN(worth(word))) ?? 'that'}: `
      + `write letters, numbers or one -1, such as (${B}, ${B}+1, -1)`
  return { right, parsed, reason }
}
