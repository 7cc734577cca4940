// The preview around a page of the edition: the bar, and what hangs on it.
import * as annotate from './annotate.js'
import { ask, el, island, name, ready, send } from './dom.js'
import * as entries from './entries.js'
import { Form } from './form.js'
import { follow } from './live.js'
import * as notes from './notes.js'
import * as problems from './problems.js'

let state = null
let awaited = null
let kept = null

const status = el('span', { class: 'status', role: 'status' }, 'Loading …')
const place = el('span', { class: 'title' })
const panels = {
    contents: panel('Contents', 'nav'),
    problems: panel('Problems', 'section'),
    entries: panel('Entries', 'section'),
}
const buttons = {
    contents: toggle('contents', 'Contents'),
    problems: toggle('problems', ''),
    entries: toggle('entries', 'Entries'),
}
const words = el('button', { type: 'button', class: 'bar-button',
    title: 'Annotate the selected words, or type them (key: a)',
    onmousedown: event => event.preventDefault(),
    onclick: () => form.open(annotate.selected() ?? annotate.NOTHING),
}, 'Annotate')
const bar = el('div', { class: 'bar', role: 'region', 'aria-label': 'Preview' }, buttons.contents, place,
    el('span', { class: 'room' }), status, buttons.problems,
    buttons.entries, words)
const toast = el('div', { class: 'toast', role: 'status', hidden: true })
const host = island('bar', bar, panels.contents.whole, panels.problems.whole,
    panels.entries.whole, toast)
const root = host.shadowRoot
const form = new Form(root, written, open => {
    annotate.mark(open)
    if (open) notes.close()
})

function panel(title, tag) {
    const body = el('div', { class: 'fields' })
    const whole = el(tag, { class: `panel ${title.toLowerCase()}`, 'aria-label': title, hidden: true,
        onkeydown: event => { if (event.key === 'Escape') show(null) } },
    el('div', { class: 'head' }, el('h2', {}, title), el('button', { type: 'button', class: 'plain',
        'aria-label': 'Close', onclick: () => show(null) }, '×')), body)
    return { whole, body }
}

function toggle(which, label) {
    return el('button', { type: 'button', class: `bar-button ${which}`, 'aria-expanded': 'false',
        onclick: () => show(panels[which].whole.hidden ? which : null) }, label)
}

function show(which) {
    for (const [key, { whole }] of Object.entries(panels)) {
        if (key !== which && !whole.hidden && whole.contains(root.activeElement)) buttons[key].focus()
        whole.hidden = key !== which
        buttons[key].setAttribute('aria-expanded', String(key === which))
    }
    if (which === 'entries') {
        panels.entries.body.replaceChildren()
        listEntries()
    }
    if (which) panels[which].whole.querySelector('a, button')?.focus()
}

// ── entries, and what was done ──────────────────────────────────────────────────────────────

async function listEntries() {
    const query = new URLSearchParams({ page: name() })
    const found = await ask(`/preview/entries?${query}`).catch(() => null)
    if (found) panels.entries.body.replaceChildren(...entries.steps(found.steps, toggleStep),
        ...entries.entries(found.entries, openEntry))
}

async function openEntry(where) {
    const query = new URLSearchParams({ group: where.group ?? '', id: where.id ?? '',
        file: where.file ?? '', line: where.line })
    const found = await ask(`/preview/open?${query}`).catch(() => null)
    if (!found) return lost()
    if (found.problems) return complain(found.problems)
    if (form.isOpen) return say('The form is open: write or close it first.')
    show(null)
    await form.edit(found)
}

async function change(address, given) {
    const answer = await send(address, given).catch(() => null)
    if (!answer) return lost(), say('The builder does not answer: nothing was written.')
    if (answer.problems) return complain(answer.problems)
    done(answer, address === '/preview/undo')
    if (!panels.entries.whole.hidden) listEntries()
}

const toggleStep = step =>
    change(step.undone ? '/preview/redo' : '/preview/undo', { number: step.number })
const deleteEntry = where => change('/preview/delete', where)

function complain(problems) {
    say(...problems.map(({ message, hint, place }) =>
        el('p', {}, el('b', {}, message), hint ? ` ${hint}` : '', place ? ` ${place}` : '')))
}

function done(answer, taken) {
    const number = answer.number ?? answer.steps[0].number
    say(`${answer.did} `, el('button', { type: 'button', class: 'plain-button',
        onclick: () => toggleStep({ number, undone: taken }) }, taken ? 'Redo' : 'Undo'))
}

function key(event) {
    const typing = event.composedPath()[0].matches?.('input, textarea, select')
    if (typing || !(event.ctrlKey || event.metaKey) || event.altKey) return
    const pressed = event.key.toLowerCase()
    if (pressed !== 'z' && pressed !== 'y') return
    event.preventDefault()
    change(pressed === 'y' || event.shiftKey ? '/preview/redo' : '/preview/undo', {})
}

// Words that a small screen has no room for.
const extra = words => el('span', { class: 'words' }, words)
const seconds = () => `${state.seconds.toFixed(2)} s`
const STATUS = {
    sound: () => [extra('Saved · built in '), seconds()],
    salvaged: () => [extra('Saved · built in '), seconds(), extra(' · what has errors is left out')],
    stale: () => ['Not up to date: the last good state is shown'],
    nothing: () => [state.version ? 'Nothing can be shown yet' : 'Building …'],
}

function draw() {
    status.replaceChildren(...STATUS[state.status]())
    status.dataset.status = state.status
    const here = state.contents.find(page => page.name === name())
    place.textContent = here?.title ?? state.title
    buttons.problems.textContent = problems.summary(state) || '✓ No problems'
    buttons.problems.dataset.kind = state.problems.some(item => item.severity === 'error')
        ? 'error' : state.problems.length ? 'warning' : 'none'
    panels.contents.body.replaceChildren(el('ol', { class: 'toc' }, ...state.contents.map(page =>
        el('li', {}, el('a', { href: `/${encodeURIComponent(page.name)}`,
            'aria-current': page.name === name() ? 'page' : null }, page.title)))))
    const focused = panels.problems.body.contains(root.activeElement)
    panels.problems.body.replaceChildren(...problems.list(state))
    if (focused) panels.problems.whole.querySelector('a, button')?.focus()
}

function lost() {
    status.textContent = 'The builder does not answer. Is “build.py watch” still running?'
    status.dataset.status = 'lost'
}

// What was written shows as soon as the next state is there; not where the form goes on.
function written(answer, within) {
    done(answer, false)
    if (within || answer.did.startsWith('Deleted')) return
    awaited = answer
    if (state) reveal()
}

async function reveal() {
    const wanted = awaited
    const query = new URLSearchParams({ group: wanted.group,
        id: wanted.id || `${wanted.file}:${wanted.line}` })
    const found = await ask(`/preview/entry?${query}`).catch(() => ({}))
    // The page may be older than the answer: then its next state comes here again.
    if (!found.page || awaited !== wanted || found.version > state.version) return
    awaited = null
    if (found.page !== name()) {
        say(`${wanted.did} `, el('a', { href: `/${found.page}#${found.anchor}` },
            'Show it'))
        return
    }
    document.getElementById(found.anchor)?.scrollIntoView({ block: 'center' })
    await notes.pin(found.anchor)
}

let timer = 0
function say(...parts) {
    toast.replaceChildren(...parts)
    toast.hidden = false
    clearTimeout(timer)
    timer = setTimeout(() => { toast.hidden = true }, 8000)
}

function after(next) {
    const first = !state
    state = next
    notes.outdate()
    problems.show(state)
    draw()
    if (!panels.entries.whole.hidden) listEntries()
    document.documentElement.dataset.previewVersion = String(state.version)
    if (first && location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView({
        block: location.hash.startsWith('#preview-problem') ? 'center' : 'start' })
    if (awaited) reveal()
    else if (kept) notes.pin(kept)
    kept = null
}

await ready
document.body.append(host)
problems.start(openEntry)
notes.start({ edit: openEntry, remove: deleteEntry })
document.addEventListener('keydown', key)
annotate.start(root, selection => form.open(selection))
await form.restore().catch(() => {})
follow({ before: () => { kept = notes.forget(); problems.clear() }, after, lost })
