// Problems stand in the page at what they are about, and all of them in a list of the bar.
import { el, island, name, plural } from './dom.js'

let edit = () => {}
const MARKS = { error: '✕', warning: '!' }

// The element after which a problem stands: never inside a paragraph or a table.
function spot(problem) {
    const main = document.querySelector('section')
    if (problem.page !== name() || !main) return null
    const element = problem.anchor ? document.getElementById(problem.anchor) : main.firstElementChild
    if (!element) return null
    const outer = element.closest('table, figure, dl > div, li')
        ?? element.closest('p, h1, h2, h3, blockquote, aside') ?? element
    const notes = outer.nextElementSibling // which stand beside it
    return notes?.matches('.notes') ? notes : outer
}

function source(problem) {
    if (!problem.excerpt.length) return null
    return el('ol', { class: 'excerpt', 'aria-label': 'Lines of the file' },
        ...problem.excerpt.map(({ line, text }) => el('li', {
            class: line === problem.line ? 'here' : '',
        }, el('span', { class: 'number' }, String(line)), el('code', {}, text || ' '))))
}

export function box(problem, whole) {
    return el('div', { class: `problem ${problem.severity}`, role: 'group',
        'aria-label': `${problem.severity}: ${problem.message}` },
    el('p', { class: 'what' },
        el('span', { class: 'mark', 'aria-hidden': 'true' }, MARKS[problem.severity] ?? '!'),
        el('b', {}, problem.severity), ' ', el('span', { class: 'message' }, problem.message)),
    problem.hint ? el('p', { class: 'hint' }, problem.hint) : null,
    whole ? source(problem) : null,
    el('p', { class: 'at' }, problem.link
        ? el('a', { class: 'place', href: problem.link, title: 'Open it in the editor' }, problem.place)
        : el('span', { class: 'place' }, problem.place), ' ',
    el('span', { class: 'code' }, problem.code), problem.entry
        ? el('button', { type: 'button', class: 'second', onclick: () => edit(problem) },
            'Change the entry') : null))
}

// `use` gets the problem whose entry is to be opened.
export function start(use) { edit = problem => use({ file: problem.file, line: problem.line }) }

export function clear() {
    document.querySelectorAll('[data-preview="problem"]').forEach(host => host.remove())
}

export function show(state) {
    clear()
    const last = new Map()
    state.problems.forEach((problem, number) => {
        const after = spot(problem)
        if (!after) return
        const host = island('problem', box(problem, true))
        host.id = `preview-problem-${number}`
        ;(last.get(after) ?? after).after(host)
        last.set(after, host)
    })
    if (document.body.hasAttribute('data-empty')) {
        const first = state.problems[0]
        document.body.prepend(island('problem', el('div', { class: 'nothing' },
            el('h1', {}, state.version ? 'Nothing can be shown yet' : 'Building …'),
            first ? el('p', {}, 'Mend what is said below, and save: this page follows.') : null,
            ...state.problems.map(problem => box(problem, true)))))
    }
}

export function go(number) {
    const host = document.getElementById(`preview-problem-${number}`)
    host?.scrollIntoView({ block: 'center' })
    return Boolean(host)
}

export function summary(state) {
    const count = kind => state.problems.filter(problem => problem.severity === kind).length
    const words = [['error', '✕'], ['warning', '!']]
        .filter(([kind]) => count(kind))
        .map(([kind, mark]) => `${mark} ${plural(count(kind), kind)}`)
    return words.join('  ')
}

export function list(state) {
    if (!state.problems.length) return [el('p', { class: 'calm' }, 'No problems.')]
    const items = state.problems.map((problem, number) => {
        const item = box(problem, !problem.page)
        if (problem.page) {
            const address = `/${encodeURIComponent(problem.page)}#preview-problem-${number}`
            item.append(el('a', { href: address, class: 'go', onclick: event => {
                if (go(number)) event.preventDefault()
            } }, 'Show the place'))
        }
        return item
    })
    if (state.more) items.push(el('p', { class: 'calm' }, `… and ${state.more} more: see check.`))
    return items
}
