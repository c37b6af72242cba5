// A recorded run as a walk.

const STEP = { changed: {}, written: [], spans: [], value: -1, printed: 0, call: -1, layers: [], links: [], memory: {}, drawings: [] }
const TENSOR = { dtype: 'float32', device: 'cpu', stride: [], values: [] }

export class Run {
  constructor(data, first, last) {
    Object.assign(this, { tensors: [], values: [], output: '' }, data, { folded: new Set() })
    const path = frame => frame < 0 ? [] : [...path(data.frames[frame][2]), frame]
    this.all = data.steps.map((step, index) => ({ ...STEP, ...step, index, path: path(step.frame) }))
    for (const step of this.all) step.changes = this.changes(step)
    this.steps = this.all.filter(({ line }) => line >= first && line <= last)
  }

  // Where a move leads: -1 is nowhere, undefined is no move.
  to(move, at) {
    const { call, path } = this.steps[at]
    const inside = step => step.path.includes(call)
    const open = step => !step.path.some(frame => this.folded.has(frame))
    const next = fits => this.steps.findIndex((step, i) => i > at && fits(step))
    return {
      first: () => at ? 0 : -1,
      back: () => this.steps.findLastIndex((step, i) => i < at && open(step)),
      forward: () => next(open),
      last: () => next(step => step === this.steps.at(-1)),
      into: () => next(inside),
      over: () => next(step => open(step) && !inside(step)),
      out: () => next(step => step.kind !== 'call' && path.slice(0, -1).includes(step.frame)),
    }[move]?.()
  }

  // A tensor, or a torch.Size, with the letters of its frame.
  tensor(value, { line, frame }) {
    const { type, text, tensor } = this.values[value] ?? {}
    const found = type === 'Size' ? { shape: JSON.parse(text.slice(11, -1)) }
      : this.tensors[tensor] && { ...TENSOR, ...this.tensors[tensor] }
    const known = this.letters[frame]
    return found && { ...found, letters: known[`${line}:${found.shape}`] ?? known[found.shape] ?? [] }
  }

  // A call binds in the frame that it opens.
  changes(step) {
    const all = Object.entries(step.changed)
    if (step.spans.some(span => span[4] >= 0 && span[4] === step.value)) all.push(['returned', step.value])
    return all.map(([key, value]) => {
      const [name, own = step.call < 0 ? step.frame : step.call] = key.split('@')
      const frame = +own
      const memory = step.written.includes(key) ? 'written in place' : step.memory[key] ?? 'fresh memory'
      return { name, frame, value, step, memory, tensor: this.tensor(value, { ...step, frame }) }
    })
  }

  made({ kind, changes }) {
    return !/call|done/.test(kind) && changes.find(one => one.tensor?.dtype && one.memory !== 'written in place')
  }

  names({ index, frame }) {
    const named = this.all.slice(0, index + 1).flatMap(step => step.changes).filter(one => one.frame === frame && one.name !== 'returned')
    return [...new Map(named.map(one => [one.name, one])).values()].filter(one => one.tensor?.dtype)
  }
}
