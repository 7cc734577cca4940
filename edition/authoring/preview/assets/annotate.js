// Selected words of the text, with what stands around them, and the button that offers to
// annotate them.
import { el } from './dom.js'

const NOT_TEXT = '.notes, .pn, .speaker, .noteref, .milestone, .item-marker, [data-preview]'
const BLOCK = 'p, h1, h2, h3'
const AROUND = 90
export const NOTHING = { words: '', before: '', after: '' }
let chosen = null
let button = null

function texts(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, node =>
        node.parentElement.closest(NOT_TEXT) || !node.parentElement.closest(BLOCK)
            ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT)
    const found = []
    while (walker.nextNode()) found.push(walker.currentNode)
    return found
}

// The words of the edition's text in a range, without the calls and numbers among them; null
// where the range holds none.
function wordsIn(range) {
    const inside = node => node?.parentElement?.closest('section.text')
    const around = range.commonAncestorContainer
    const section = inside(around) ?? around.closest?.('section.text')
        ?? inside(range.startContainer) ?? document.querySelector('section.text')
    if (!section || !range.intersectsNode(section)) return null
    let before = '', words = '', after = '', block = null
    for (const node of texts(section)) {
        const own = node.parentElement.closest(BLOCK)
        const gap = block && own !== block ? '\n' : ''
        block = own
        const text = node.data
        if (!range.intersectsNode(node)) {
            if (words.trim()) after += gap + text
            else before += words + gap + text, words = ''
            if (after.length > AROUND) break
            continue
        }
        const start = node === range.startContainer ? range.startOffset : 0
        const end = node === range.endContainer ? range.endOffset : text.length
        if (!words.trim()) before += words + gap + text.slice(0, start), words = ''
        else words += gap
        words += text.slice(start, end)
        after = text.slice(end)
    }
    const trimmed = words.trim()
    if (!trimmed) return null
    const lead = words.length - words.trimStart().length
    return { words: trimmed, before: (before + words.slice(0, lead)).slice(-AROUND),
        after: (words.slice(lead + trimmed.length) + after).slice(0, AROUND) }
}

// Marks the selected words for as long as the form is open.
export function mark(on) {
    const selection = getSelection()
    if (!on) CSS.highlights?.delete('annotated')
    else if (selection.rangeCount && !selection.isCollapsed)
        CSS.highlights?.set('annotated', new Highlight(selection.getRangeAt(0).cloneRange()))
}

export function selected() {
    const selection = getSelection()
    if (!selection.rangeCount || selection.isCollapsed) return null
    return wordsIn(selection.getRangeAt(0))
}

function move() {
    const selection = getSelection()
    chosen = selected()
    button.hidden = !chosen
    if (!chosen) return
    const rects = selection.getRangeAt(0).getClientRects()
    const last = rects[rects.length - 1]
    const left = Math.min(last.right + 8, innerWidth - 120)
    const top = last.bottom + 6 > innerHeight - 48 ? last.top - 42 : last.bottom + 6
    button.style.left = `${Math.max(8, left)}px`
    button.style.top = `${Math.max(52, top)}px`
}

// `use` gets the words; typing `a` does what the button does.
export function start(root, use) {
    button = el('button', { type: 'button', class: 'annotate', hidden: true,
        'aria-keyshortcuts': 'a', title: 'Annotate these words (key: a)',
        onmousedown: event => event.preventDefault(), // or the selection would go
        onclick: () => { button.hidden = true; use(chosen) } }, 'Annotate')
    root.append(button)
    document.addEventListener('selectionchange', () => requestAnimationFrame(move))
    addEventListener('scroll', () => { if (!button.hidden) move() }, { passive: true })
    document.addEventListener('keydown', event => {
        const typing = event.composedPath()[0].matches?.('input, textarea, select')
        if (typing || event.key !== 'a' || event.ctrlKey || event.metaKey || event.altKey) return
        event.preventDefault()
        button.hidden = true
        use(selected() ?? NOTHING)
    })
}
