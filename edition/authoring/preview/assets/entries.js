// The panel of entries: what was done here, each to be taken back, and the entries of this page, each
// to be opened.
import { el } from './dom.js'

const NAMES = { footnotes: 'note', 'textual-notes': 'wording', emendations: 'emendation',
    glossary: 'term', people: 'person', organizations: 'organization', places: 'place',
    subjects: 'subject',
    sources: 'source', photos: 'photo', maps: 'map', chronology: 'chronology', front: 'section',
    back: 'section' }

function step(item, toggle) {
    const word = item.undone ? 'Redo' : 'Undo'
    return el('li', { class: item.undone ? 'step undone' : 'step' }, el('span', {}, item.words),
        el('button', { type: 'button', class: 'second', 'aria-label': `${word}: ${item.words}`,
            onclick: () => toggle(item) }, word))
}

export function steps(all, toggle) {
    if (!all.length) return [el('p', { class: 'calm' },
        'What you write here can be taken back: Ctrl+Z, and Ctrl+Shift+Z to do it again.')]
    return [el('h3', {}, 'Done here'), el('ol', { class: 'steps' }, ...all.map(item => step(item, toggle)))]
}

function entry(item, open) {
    const words = item.words ? ` ${item.words}` : ''
    return el('li', {}, el('button', { type: 'button', class: 'entry', onclick: () => open(item) },
        el('span', { class: 'code' }, `${NAMES[item.group] ?? item.group} `),
        el('span', {}, item.id || `${item.file}:${item.line}`), el('span', { class: 'calm' }, words)))
}

export function entries(all, open) {
    if (!all.length) return [el('p', { class: 'calm' }, 'No entries show on this page.')]
    const list = el('ol', { class: 'entry-list' }, ...all.map(item => entry(item, open)))
    const filter = el('input', { type: 'search', 'aria-label': 'Find an entry of this page',
        placeholder: 'Find an entry', oninput: event => {
            const wanted = event.target.value.toLowerCase()
            for (const row of list.children)
                row.hidden = !row.textContent.toLowerCase().includes(wanted)
        } })
    return [el('h3', {}, 'Entries of this page'), filter, list]
}
