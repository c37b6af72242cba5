// Steps through the recorded run of a listing: `play(its <step-through>, the run)` can go to a step, and leave.

import * as panel from './panel.js'
import { Run } from './run.js'

// One for the page; some browsers have none.
const lit = window.Highlight ? new Highlight() : new Set()
CSS.highlights?.set('step', lit)

// 1 was right at once, 2 is open without a point, 0 is not right yet.
let answers = {}
try { answers = localStorage } catch { /* blocked */ }
const page = () => `${location.pathname}#`
const mine = () => Object.keys(answers).filter(key => key.startsWith(page()))

export function play(host, data) {
  const { st, button, dataset } = host
  const range = new Range()
  const pre = st.querySelector('pre')
  const lines = [...st.querySelectorAll('.st-line')]
  const samp = st.querySelector('step-through + .st-output samp') ?? new Text()
  const run = new Run(data, +dataset.first, +dataset.last)
  const box = document.createElement('div')
  const find = selector => box.querySelector(selector)
  const say = text => find('.st-says').textContent = text
  const key = step => `${page()}${dataset.run}:${step.index}`
  const asked = step => guessing && !(answers[key(step)] > 0) && run.made(step)
  let at, step, guessing = host.hasAttribute('predict')

  function place(span) {
    [['setStart', 0], ['setEnd', 2]].forEach(([set, i]) => {
      const texts = document.createTreeWalker(lines[span[i] - dataset.first], NodeFilter.SHOW_TEXT)
      let left = span[i + 1] - 1 - dataset.margin
      while (texts.nextNode() && left > texts.currentNode.length) left -= texts.currentNode.length
      range[set](texts.currentNode, left)
    })
  }

  function go(to) {
    at = to
    step = run.steps[at]
    for (const frame of step.path) run.folded.delete(frame)
    show()
  }

  async function show() {
    const [slider, view, forward] = ['input', '.st-panel', '[data-act=forward]'].map(find)
    const inside = view.contains(document.activeElement)
    paint(step.index)
    print(step.printed)
    slider.value = at + 1
    slider.ariaValueText = `step ${at + 1} of ${run.steps.length}, line ${step.line}`
    box.dataset.kind = step.kind
    find('output').value = `${at + 1} / ${run.steps.length}`
    for (const one of box.querySelectorAll('[data-act]')) one.ariaDisabled = run.to(one.dataset.act, at) < 0
    find('[data-act=predict]').ariaPressed = !!guessing
    view.innerHTML = panel.panel(run, step, asked, guessing ? mine().map(key => answers[key]) : '')
    say(`Line ${step.line}: ${asked(step) ? 'what is its shape?' : panel.says(run, step)}`)
    light(box)
    if (inside) forward.focus()
    if (!asked(step)) find('.st-drawn').innerHTML = await panel.figures(run, step)
    view.style.minHeight = `${view.offsetHeight}px`
  }

  function paint(index) {
    lines.forEach((line, i) => {
      const own = run.steps.filter(step => step.line <= i + +dataset.first && i + +dataset.first <= step.end)
      const last = own.findLast(step => step.index <= index)
      line.ariaCurrent = last?.index === index ? 'step' : null
      line.toggleAttribute('data-guess', !!guessing && (last ? !!asked(last) : own.length > 0))
    })
    const [view, line] = [pre, pre.querySelector('[aria-current]') ?? pre].map(one => one.getBoundingClientRect())
    if (line.top < view.top + 30 || line.bottom > view.bottom - 50) pre.scrollTop += line.top - view.top - view.height / 3
  }

  function print(length) {
    const text = samp.textContent
    samp.innerHTML = `${panel.safe(text.slice(0, length))}<span class="st-later">${panel.safe(text.slice(length))}</span>`
  }

  function light(target) {
    const made = step.changes.map(one => one.value).concat(-1)
    const span = step.spans[target.closest('[data-span]')?.dataset.span] ?? step.spans.findLast(span => made.includes(span[4]))
    if (lines[span?.[0] - dataset.first] && lines[span[2] - dataset.first]) place(span)
    else range.collapse()
    lit.add(range)
  }

  const acts = {
    async copy() {
      const link = `${location.href.split('#')[0]}#${host.name}:step=${at + 1}`
      say(await navigator.clipboard?.writeText(link).then(() => 'Link copied', () => '') || link)
    },

    close() {
      guessing = false
      host.removeAttribute('open')
      host.removeAttribute('predict')
      range.collapse()
      paint(-1)
      print(Infinity)
      button.focus()
    },

    predict() {
      guessing = !guessing
      show()
    },

    async show(said) {
      if (!(answers[key(step)] > 0)) answers[key(step)] = 2
      await show()
      // A drawing says where each axis came from, or the formula of its size.
      const [why = ''] = find('desc')?.textContent.match(/[^;]*(from|⌊)[^;]*$/) ?? []
      if (said) say(`${said}. ${why}`)
    },

    reset() {
      for (const key of mine()) delete answers[key]
      show()
    },
  }

  function act(act) {
    const to = act && run.to(act, at)
    if (act === 'over') run.folded.add(step.call)
    if (to >= 0) go(to)
    else acts[act]?.()
  }

  // The slider, and what is typed, keep their keys.
  function press(event) {
    const { key, target, shiftKey, altKey, ctrlKey, metaKey } = event
    const button = find(`[title$=": ${shiftKey ? 'Shift+' : ''}${key}"]`)
    if (!button || altKey || ctrlKey || metaKey || target.value && key !== 'Escape') return
    event.preventDefault()
    button.click()
    find('form input')?.focus()
  }

  async function answer(event) {
    event.preventDefault()
    const [{ value }, { tensor, frame }, now] = [find('form input'), run.made(step), step]
    const { judge } = await import('./predict.js')
    const { right, parsed, reason } = judge(value, tensor.shape, run.sizes[frame], tensor.letters)
    if (parsed) answers[key(now)] ??= right ? 1 : 0
    if (step !== now) return
    if (right) acts.show(`Right. ${reason}`)
    else say(reason)
  }

  box.className = 'st-player'
  box.innerHTML = panel.controls(run.steps.length)
  box.onclick = ({ target }) => act(target.closest('[data-act]')?.dataset.act)
  box.onkeydown = press
  box.oninput = ({ target }) => target.type === 'range' && go(target.value - 1)
  box.onsubmit = answer
  for (const type of ['mouseover', 'focusin']) box.addEventListener(type, ({ target }) => light(target))
  button.after(box)
  return {
    go: to => go(run.steps[to] ? to : at ?? Math.max(0, run.steps.findIndex(step => run.made(step)))),
    leave: () => lit.delete(range),
  }
}
