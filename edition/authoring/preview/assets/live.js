// Follows the server: at every new state the page is asked for again, and only what differs is
// put in the place of the old. The reader stays where they are.
import { name, read, write } from './dom.js'

const own = node => node.nodeType === Node.ELEMENT_NODE && node.hasAttribute('data-preview')
const theirs = parent => [...parent.childNodes].filter(node => !own(node))

function sameTag(old, fresh) {
    return old.nodeType === Node.ELEMENT_NODE && fresh.nodeType === Node.ELEMENT_NODE
        && old.nodeName === fresh.nodeName
}

function takeAttributes(old, fresh) {
    for (const { name } of [...old.attributes])
        if (!fresh.hasAttribute(name)) old.removeAttribute(name)
    for (const { name, value } of fresh.attributes)
        if (old.getAttribute(name) !== value) old.setAttribute(name, value)
}

// Makes the children of `old` those of `fresh`, leaving alone what is equal.
export function patch(old, fresh) {
    let before = theirs(old), after = [...fresh.childNodes]
    while (before.length && after.length && before[0].isEqualNode(after[0])) {
        before.shift()
        after.shift()
    }
    while (before.length && after.length && before.at(-1).isEqualNode(after.at(-1))) {
        before.pop()
        after.pop()
    }
    const paired = before.length === after.length && before.length <= 400
        && before.every((node, k) => node.isEqualNode(after[k]) || sameTag(node, after[k]))
    if (paired) {
        before.forEach((node, k) => {
            if (node.isEqualNode(after[k])) return
            takeAttributes(node, after[k])
            patch(node, after[k])
        })
        return
    }
    const next = before.length ? before.at(-1).nextSibling : following(old, fresh, after)
    for (const node of after) old.insertBefore(document.importNode(node, true), next)
    for (const node of before) node.remove()
}

// Where new children go if none is taken away: before the equal ones at the end.
function following(old, fresh, after) {
    const rest = after.length ? [...fresh.childNodes].indexOf(after.at(-1)) + 1 : 0
    const tail = fresh.childNodes.length - rest
    const mine = theirs(old)
    return mine[mine.length - tail] ?? [...old.childNodes].find(own) ?? null
}

// The first thing with a name that is in sight, to keep it where it is.
function fixed() {
    for (const element of document.body.querySelectorAll('section [id]')) {
        const { top, bottom } = element.getBoundingClientRect()
        if (bottom > 48) return { id: element.id, top }
    }
    return null
}

async function renew(changed) {
    const answer = await fetch(location.pathname, {
        headers: { 'If-None-Match': `"${read('preview-digest')}"` },
    })
    if (answer.status === 304) return false
    if (!answer.ok) return location.assign('/')
    const text = await answer.text()
    const fresh = new DOMParser().parseFromString(text, 'text/html')
    const kept = fixed()
    changed.before()
    document.title = fresh.title
    patch(document.body, fresh.body)
    document.body.toggleAttribute('data-empty', fresh.body.hasAttribute('data-empty'))
    for (const key of ['preview-digest', 'preview-token'])
        write(key, fresh.querySelector(`meta[name="${key}"]`).content)
    const element = kept && document.getElementById(kept.id)
    if (element) scrollBy({ top: element.getBoundingClientRect().top - kept.top, behavior: 'instant' })
    return true
}

function freshen(assets) {
    for (const link of document.querySelectorAll('link[href^="styles/"]'))
        link.setAttribute('href', `${link.getAttribute('href').split('?')[0]}?${assets}`)
    for (const picture of document.querySelectorAll('img[src^="images/"]'))
        picture.setAttribute('src', `${picture.getAttribute('src').split('?')[0]}?${assets}`)
}

// Calls `changed.before()` before the page is altered, `changed.after(state)` at every state, and
// `changed.lost()` when the server is gone.
export function follow(changed) {
    let events, last = null, queue = Promise.resolve()
    const take = async state => {
        const unread = document.body.hasAttribute('data-empty') && state.contents.length
        if (unread && !state.contents.some(page => page.name === name())) return location.assign('/')
        const restarted = last && state.instance !== last.instance
        if (restarted) write('preview-digest', '')
        await renew(changed)
        if (last && state.assets !== last.assets) freshen(state.assets)
        last = state
        changed.after(state)
    }
    const open = () => {
        events = new EventSource('/preview/events')
        events.addEventListener('state', event => {
            const state = JSON.parse(event.data)
            queue = queue.then(() => take(state)).catch(() => changed.lost())
        })
        events.addEventListener('error', () => {
            changed.lost()
            if (events.readyState === EventSource.CLOSED) setTimeout(open, 1000)
        })
    }
    // A browser has few connections for one server: a page that nobody sees gives its own back.
    document.addEventListener('visibilitychange', () => {
        if (document.hidden) events.close()
        else if (events.readyState === EventSource.CLOSED) open()
    })
    addEventListener('pagehide', () => events.close())
    open()
}
