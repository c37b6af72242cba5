// A box to paste an error into. What is pasted is matched here, in the browser, and goes nowhere.
// The patterns are those of the atlas's entries, as they ran; stepthrough/message.py reads them in the same way.

const HOME = new URL('../', import.meta.url)
const QUOTES = '\'"`‘’“”'
const MARKS = /\x1b?\[\d+(?:;\d+)*m|\x1b\[\w|[\u2500-\u259f]/g // colours of a terminal, frames of a notebook
const MOST = 100_000
let atlas

const escaped = char => char.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')
const letter = char => QUOTES.includes(char) ? `[${QUOTES}]` : escaped(char)
const loose = text => [...text.replace(/\s+/g, '')].map(letter).join('\\s*')
const isText = piece => typeof piece === 'string'

// A template, ["size ", ["B", ""], " is odd"], as what matches it; `surely` is how much of it is no hole.
function compile(pieces, kinds) {
  const parts = pieces.map(piece => isText(piece) ? loose(piece) : `(${kinds[piece[1]]})`)
  return {
    pattern: new RegExp(parts.join('\\s*'), 'is'),
    names: pieces.filter(piece => !isText(piece)).map(([name]) => name),
    surely: pieces.filter(isText).join('').replace(/\s+/g, '').length,
  }
}

export async function load() {
  const answer = await fetch(new URL('errors.json', import.meta.url))
  if (!answer.ok) throw new Error(answer.statusText)
  const { kinds, entries } = await answer.json()
  return entries.map(entry => ({ ...entry, templates: entry.templates.map(one => compile(one, kinds)) }))
}

// The entries whose message is in a text, the surest first; of two that claim one place, the surer.
export function diagnose(entries, text) {
  const clean = text.slice(-MOST).replace(MARKS, '')
  const hits = entries.flatMap(entry => entry.templates.map(template => hit(entry, template, clean))).filter(Boolean)
  hits.sort((one, other) => other.surely - one.surely)
  const kept = []
  for (const one of hits) {
    const rival = kept.find(other => one.start < other.end && other.start < one.end)
    const known = kept.some(other => other.entry === one.entry)
    if (!known && (!rival || rival.surely === one.surely)) kept.push(one)
  }
  return kept
}

function hit(entry, { pattern, names, surely }, text) {
  const match = pattern.exec(text)
  return match && {
    entry,
    surely,
    start: match.index,
    end: match.index + match[0].length,
    known: new Map(names.map((name, at) => [name, match[at + 1].replace(/\s+/g, ' ')])),
  }
}

function element(name, ...inner) {
  const made = document.createElement(name)
  made.append(...inner)
  return made
}

function link(url, text) {
  const made = element('a', text)
  made.href = new URL(url, HOME)
  return made
}

// A sentence of an anatomy with the reader's numbers; nothing where one is not known.
function sentence(pieces, known) {
  if (!pieces.every(piece => isText(piece) || known.has(piece[0]))) return []
  return [element('li', ...pieces.map(piece => isText(piece) ? piece : element('mark', known.get(piece[0]))))]
}

function card({ entry, known }) {
  const read = element('ul', ...entry.read.flatMap(pieces => sentence(pieces, known)))
  read.className = 'error-read'
  return element('section', element('h3', link(entry.url, entry.head)), element('p', entry.means), read)
}

// The way to tell of a message that is missing; nothing where the site knows no repository.
function missing() {
  const repository = document.querySelector('.md-source')?.href.replace(/\/$/, '')
  if (!repository) return []
  return [' Still nothing? ', link(`${repository}/issues/new?template=error-not-found.yml`, 'Tell me about it'), '.']
}

class PasteError extends HTMLElement {
  connectedCallback() {
    this.box = this.querySelector('textarea')
    this.box.oninput = () => this.answer()
    this.said = element('div')
    this.said.ariaLive = 'polite'
    this.append(this.said)
    this.answer()
  }

  async answer() {
    const text = this.box.value
    if (!text.trim()) return this.said.replaceChildren()
    try {
      atlas ??= await load()
    } catch {
      return this.said.replaceChildren(element('p', 'The list of errors could not be loaded. Are you offline?'))
    }
    if (text === this.box.value) this.said.replaceChildren(...this.findings(diagnose(atlas, text)))
  }

  findings(found) {
    if (!found.length) {
      const tree = link('errors/silent-bugs/', 'go by what you see')
      return [element('p', 'I don’t know this message. Paste the last line of the traceback, or ', tree, '.', ...missing())]
    }
    const several = found.filter(one => one.surely === found[0].surely).length > 1
    const lead = several ? [element('p', 'This message has more causes than one. Which is yours?')] : []
    return [...lead, ...found.map(card)]
  }
}

customElements.define('paste-error', PasteError)
