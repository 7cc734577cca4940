// Notes pop up at their calls: over the notes beside the text, or in the margin where there is one,
// at the foot of a small screen, else below the line. Pointing or tabbing to a call shows its note,
// clicking keeps it.
import { ask, el, name } from './dom.js'

const CALLS = 'a.noteref, a.glossref'
let open = null
let use = { edit() {}, remove() {} }
let timer = 0
let returning = false
const pages = new Map()
// In pixels: below the bar, above the window's edge, and the least of a note that is shown.
const BAR = 56, EDGE = 16, LEAST = 96

// What the link leads to: a note of this page, or an entry of another.
async function target(call) {
    const address = new URL(call.getAttribute('href'), location.href)
    const id = decodeURIComponent(address.hash.slice(1))
    if (address.pathname === location.pathname) return document.getElementById(id)
    if (!pages.has(address.pathname)) {
        pages.set(address.pathname, fetch(address.pathname).then(answer => answer.text())
            .then(text => new DOMParser().parseFromString(text, 'text/html')))
    }
    return (await pages.get(address.pathname)).getElementById(id)
}

function copy(element) {
    const clone = document.importNode(element, true)
    for (const node of [clone, ...clone.querySelectorAll('[id]')]) node.removeAttribute('id')
    clone.querySelectorAll('.backlink, .uses, .note-links, .pn, [data-preview]').forEach(node => node.remove())
    clone.removeAttribute('role')
    return clone
}

// From here on the page has its notes beside the text (styles/web.css).
const WIDE = '(min-width: 64em)'

// Puts the box where all of it can be seen; once more when it has grown.
export function place(box, call) {
    box.style.maxHeight = ''
    const text = document.querySelector('section')?.getBoundingClientRect()
    const notes = matchMedia(WIDE).matches && document.querySelector('.notes')?.getBoundingClientRect()
    const line = call.getClientRects()[0] ?? call.getBoundingClientRect()
    if (innerWidth < 640 || !text) return box.classList.add('sheet')
    const room = innerWidth - text.right
    if (notes || room > 320) {
        box.classList.add('margin')
        box.style.left = `${(notes ? notes.left : text.right + 40) + scrollX}px`
        box.style.width = `${notes ? notes.width : Math.min(360, room - 72)}px`
        const top = Math.min(line.top - 8, innerHeight - box.offsetHeight - EDGE)
        box.style.top = `${Math.max(BAR, top) + scrollY}px`
        return
    }
    const width = Math.min(text.width, 520)
    const left = Math.min(Math.max(line.left - width / 3, text.left), text.right - width)
    box.style.width = `${width}px`
    box.style.left = `${left + scrollX}px`
    const below = innerHeight - line.bottom - 10 - EDGE, above = line.top - 10 - BAR
    const under = box.offsetHeight <= below || below >= above
    const space = Math.max(under ? below : above, LEAST)
    if (box.offsetHeight > space) box.style.maxHeight = `${space}px`
    const top = under ? line.bottom + 10 : line.top - 10 - box.offsetHeight
    box.style.top = `${Math.max(BAR, Math.min(top, innerHeight - EDGE - box.offsetHeight)) + scrollY}px`
}

async function origin(box, call) {
    const [page, anchor] = call.matches('.noteref') ? [name(), call.id]
        : [new URL(call.href).pathname.slice(1), new URL(call.href).hash.slice(1)]
    const query = new URLSearchParams({ page, anchor })
    const found = await ask(`/preview/where?${query}`).catch(() => ({}))
    if (!found.place) return
    const words = [found.place, found.id].filter(Boolean).join(' · ')
    box.where = { group: found.group, id: found.id, file: found.file, line: Number(found.line) }
    const action = (key, word, title, work) => el('button', { type: 'button', title,
        'aria-keyshortcuts': key, onclick: () => work(box.where) }, word)
    box.append(el('p', { class: 'preview-where', title: 'Where to edit it' }, found.link
        ? el('a', { href: found.link, title: 'Open it in the editor' }, words) : words),
    el('p', { class: 'preview-actions' }, action('e', 'Change', 'Change this entry (key: e)', edit),
        action('Delete', 'Delete', 'Delete this entry (key: Delete)', remove)))
}

function edit(where) {
    back()
    use.edit(where)
}

function remove(where) {
    close()
    use.remove(where)
}

async function show(call, pinned) {
    if (open?.call === call) {
        open.pinned ||= pinned
        return open.box
    }
    close()
    const mine = open = { call, pinned, box: null }
    const element = await target(call)
    if (open !== mine || !element || !call.isConnected) return null
    const number = call.textContent
    const label = call.matches('.noteref') ? `Note ${number}` : `Glossary: ${number}`
    const box = el('div', { 'data-preview': 'note', role: 'dialog', 'aria-label': label,
        tabindex: '-1', onmouseenter: stay, onmouseleave: leave })
    const head = el('div', { class: 'preview-head' },
        el('span', { class: 'preview-label' }, label),
        el('button', { type: 'button', 'aria-label': 'Close', onclick: back }, '×'))
    box.append(head, copy(element))
    mine.box = box
    document.body.append(box)
    call.setAttribute('aria-expanded', 'true')
    place(box, call)
    await origin(box, call)
    if (open === mine) place(box, call)
    return box
}

export function close() {
    clearTimeout(timer)
    open?.box?.remove()
    open?.call.removeAttribute('aria-expanded')
    open = null
}

// Close, and go back to the call if the note had the focus.
function back() {
    const call = open?.call, inside = open?.box?.contains(document.activeElement)
    close()
    if (!inside) return
    returning = true // to the call, which must not show its note again
    call.focus({ preventScroll: true })
    returning = false
}

const stay = () => clearTimeout(timer)
function leave() {
    clearTimeout(timer)
    timer = setTimeout(() => { if (open && !open.pinned) close() }, 250)
}

// Shows the note of a call, kept open; for what has just been written.
export async function pin(id) {
    const call = document.getElementById(id)
    if (call?.matches(CALLS)) await show(call, true)
}

// Closes for a change of the page; the answer is what to `pin` after it.
export function forget() {
    const kept = open?.pinned && !open.box?.contains(document.activeElement) ? open.call.id : null
    close()
    return kept
}

// Other pages may have changed.
export const outdate = () => pages.clear()

// `given` has what opens an entry to be changed, and what deletes it.
export function start(given) {
    use = given
    const call = event => event.target.closest?.(CALLS)
    document.addEventListener('mouseover', event => {
        if (!call(event) || open?.pinned || !matchMedia('(hover: hover)').matches) return
        clearTimeout(timer)
        timer = setTimeout(() => show(call(event), false), 120)
    })
    document.addEventListener('mouseout', event => { if (call(event)) leave() })
    document.addEventListener('focusin', event => {
        if (returning) return
        if (call(event)?.matches(':focus-visible')) show(call(event), false)
        else if (open && !open.pinned && !open.box?.contains(event.target)) close()
    })
    document.addEventListener('click', async event => {
        const clicked = call(event)
        if (clicked?.matches('.noteref')) {
            event.preventDefault()
            const box = await show(clicked, true)
            box?.focus({ preventScroll: true })
        } else if (open && !open.box?.contains(event.target)) close()
    })
    document.addEventListener('keydown', event => {
        if (!open || event.ctrlKey || event.metaKey || event.altKey) return
        if (event.key === 'Escape') back()
        if (!open?.box?.where || event.composedPath()[0].matches?.('input, textarea, select')) return
        if (event.key === 'e') event.preventDefault(), edit(open.box.where)
        else if (event.key === 'Delete') event.preventDefault(), remove(open.box.where)
    })
    addEventListener('resize', close)
}
