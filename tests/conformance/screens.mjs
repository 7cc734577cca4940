// Open the documents of an EPUB in headless Chromium as reading systems show them: in their
// themes, on a narrow screen with large type, and to a screen reader.
//
// In: node screens.mjs '{"folder", "documents", "chromium", "playwright", "themes", "widths",
//     "screenshots"}':
//     the unzipped book's folder of content documents; the names of the documents; the themes,
//     {name: {background, color, way}}, `way` being "body" or "all"; the screens, {name: {width,
//     height, percent}}; a folder for pictures, or null.
// Out: {document: {contrast: {theme: [{text, where, ratio, kind}]}, wide: {screen: [where]},
//      calls: [{mark, width, height, own, again}], tree: [node]}} on stdout as JSON: the worst
//      contrast of each kind of element, what is cut off or needs sideways scrolling, how large the
//      calls of notes are on a phone, and Chromium's accessibility tree.
// Errors: a non-zero status and a stack trace on stderr.
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-sync',
    '--disable-background-networking', '--disable-component-update',
    '--host-resolver-rules=MAP * ~NOTFOUND']
const order = JSON.parse(process.argv[2])
const { chromium } = await import(order.playwright)

// How reading systems put their colors over a book's: on the body alone, or on every element.
const INJECTED = {
    body: ({ background, color }) =>
        `html { background: ${background}; color: ${color} }
         body { background: ${background} !important; color: ${color} !important }`,
    all: ({ background, color }) =>
        `html { background: ${background} !important; color: ${color} !important }
         * { color: inherit !important; background-color: transparent !important }
         html { background-color: ${background} !important; color: ${color} !important }`,
}

// In the page: a style sheet in place of the one before, for what is measured next.
function restyle(content) {
    document.getElementById('restyled')?.remove()
    const style = document.createElement('style')
    style.id = 'restyled'
    style.textContent = content
    document.head.append(style)
}

// Runs in the page. What is measured in each theme: texts, what stands before an element, drawn
// shapes, and sides with a border; themes have colors alone.
function findParts() {
    const texts = new Map(), befores = [], borders = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement
        if (!node.data.trim() || texts.has(element) || !element.getClientRects().length) continue
        texts.set(element, node.data.trim())
        const { content } = getComputedStyle(element, '::before')
        if (content !== 'none' && content !== 'normal') befores.push([element, content])
    }
    for (const element of document.querySelectorAll('body *')) {
        const style = getComputedStyle(element)
        if (style.borderStyle === 'none') continue
        for (const side of ['Top', 'Right', 'Bottom', 'Left'])
            if (style[`border${side}Style`] !== 'none' && style[`border${side}Width`] !== '0px')
                borders.push([element, `border${side}Color`])
    }
    const shapes = [...document.querySelectorAll('svg path, svg circle, svg rect, svg line')]
    window.parts = { texts: [...texts], befores, shapes, borders }
}

// Runs in the page. The contrast of every text and of every drawn line, WCAG 2.2, 1.4.3 and 1.4.11.
function measureContrast(content) {
    restyle(content)
    const parse = value => {
        const [r, g, b, a = 1] = (value.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number)
        return { rgb: [r, g, b], a }
    }
    const over = (top, alpha, below) => top.map((c, k) => c * alpha + below[k] * (1 - alpha))
    const luminance = rgb => {
        const [r, g, b] = rgb.map(c => c / 255)
            .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const ratio = (one, other) => {
        const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a)
        return (high + 0.05) / (low + 0.05)
    }
    // What holds for an element follows from what holds for that around it: each is asked once.
    const inherited = (first, step) => {
        const known = new Map([[null, first]])
        const of = element => {
            if (!known.has(element)) known.set(element, step(of(element.parentElement), element))
            return known.get(element)
        }
        return of
    }
    const ground = inherited([255, 255, 255], (below, element) => {
        const { rgb, a } = parse(getComputedStyle(element).backgroundColor)
        return over(rgb, a, below)
    })
    const opacity = inherited(1, (all, element) => all * Number(getComputedStyle(element).opacity))
    const where = element => element.tagName.toLowerCase()
        + (element.getAttribute('class') ? '.' + element.getAttribute('class').trim().split(/\s+/).join('.') : '')
    const worst = new Map()
    const note = (kind, element, color, alpha, text) => {
        const below = ground(element)
        const { rgb, a } = parse(color)
        const value = ratio(over(rgb, a * alpha * opacity(element), below), below)
        const key = `${kind} ${where(element)}`
        if (!(worst.get(key)?.ratio <= value))
            worst.set(key, { kind, where: where(element), ratio: value, text: text.slice(0, 40) })
    }
    const { texts, befores, shapes, borders } = window.parts
    for (const [element, text] of texts) {
        const style = getComputedStyle(element)
        if (element.ownerSVGElement)
            note('text', element, style.fill, Number(style.fillOpacity), text)
        else note('text', element, style.color, 1, text)
    }
    for (const [element, content] of befores) {
        const before = getComputedStyle(element, '::before')
        note('text', element, before.color, Number(before.opacity), content)
    }
    for (const shape of shapes) {
        const style = getComputedStyle(shape)
        if (style.stroke !== 'none')
            note('line', shape, style.stroke, Number(style.strokeOpacity), shape.outerHTML)
        else if (style.fillOpacity === '1')
            note('line', shape, style.fill, 1, shape.outerHTML)
    }
    for (const [element, color] of borders)
        note('line', element, getComputedStyle(element)[color], 1, 'border')
    return [...worst.values()]
}

// Runs in the page. What stands beyond the screen, or would have to be scrolled to sideways.
function measureWidth(content) {
    restyle(content)
    const found = []
    const width = document.documentElement.clientWidth
    const name = e => `${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''}`
    const scroller = document.scrollingElement
    if (scroller.scrollWidth > width) found.push(`document: ${scroller.scrollWidth} of ${width}`)
    for (const element of document.querySelectorAll('body *')) {
        if (element.ownerSVGElement) continue
        const rect = element.getBoundingClientRect()
        if (rect.width && (rect.right > width + 1 || rect.left < -1))
            found.push(`${name(element)}: ${rect.left.toFixed()} to ${rect.right.toFixed()} of ${width}`)
        if (element.tagName === 'svg')
            for (const text of element.querySelectorAll('text')) {
                const box = text.getBoundingClientRect()
                if (box.right > rect.right + 1 || box.left < rect.left - 1)
                    found.push(`svg text cut off: ${text.textContent}`)
            }
    }
    return [...new Set(found)]
}

// Runs in the page. The size of each call of a note as a finger meets it, and whether the middle of
// its mark is its own: nothing may lie over it.
function measureCalls() {
    return [...document.querySelectorAll('[role=doc-noteref]')].map(call => {
        call.scrollIntoView({ block: 'center' })
        const { width, height } = call.getBoundingClientRect()
        const range = document.createRange()
        range.selectNodeContents(call)
        const mark = range.getBoundingClientRect()
        const at = document.elementFromPoint(mark.x + mark.width / 2, mark.y + mark.height / 2)
        return { mark: call.textContent, width, height, own: at === call,
            again: call.classList.contains('again') }
    })
}

// Runs in the page. Marks the words that stand apart from those before, which the tree does not tell.
function markApart() {
    for (const element of document.querySelectorAll('body span, body b, body a'))
        if (getComputedStyle(element).display !== 'inline') element.dataset.apart = ''
}

// Chromium's accessibility tree, each node with the language of its element, and whether its words
// stand in a box of their own.
async function readTree(page) {
    await page.evaluate(markApart)
    const session = await page.context().newCDPSession(page)
    const { root } = await session.send('DOM.getDocument', { depth: -1 })
    const languages = new Map()
    const apart = new Set()
    const visit = (node, lang, isApart) => {
        const attributes = node.attributes ?? []
        const at = attributes.findIndex((a, k) => k % 2 === 0 && a === 'lang')
        const own = at < 0 ? lang : attributes[at + 1]
        languages.set(node.backendNodeId, own)
        const boxed = isApart || attributes.some((a, k) => k % 2 === 0 && a === 'data-apart')
        if (boxed && node.nodeName === '#text') apart.add(node.backendNodeId)
        for (const child of node.children ?? []) visit(child, own, boxed)
    }
    visit(root, '', false)
    const { nodes } = await session.send('Accessibility.getFullAXTree')
    await session.detach()
    return nodes.map(node => ({
        id: node.nodeId, children: node.childIds, ignored: node.ignored,
        role: node.role?.value ?? '', name: node.name?.value ?? '',
        description: node.description?.value ?? '',
        level: node.properties?.find(p => p.name === 'level')?.value.value ?? 0,
        lang: languages.get(node.backendDOMNodeId) ?? '',
        apart: apart.has(node.backendDOMNodeId),
    }))
}

async function readDocument(page, name) {
    const address = pathToFileURL(path.join(order.folder, name)).href
    const result = { contrast: {}, wide: {}, calls: [], tree: [] }
    const picture = async label => {
        const file = `${path.parse(name).name}-${label}.png`
        if (order.screenshots) await page.screenshot({ path: path.join(order.screenshots, file) })
    }
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(address)
    await page.evaluate(() => document.fonts.ready.then(() => true))
    result.calls = await page.evaluate(measureCalls)
    result.tree = await readTree(page)
    await page.evaluate(findParts)
    for (const [label, theme] of Object.entries(order.themes)) {
        result.contrast[label] = await page.evaluate(measureContrast, INJECTED[theme.way](theme))
        await picture(label)
    }
    for (const [label, { width, height, percent }] of Object.entries(order.widths)) {
        await page.setViewportSize({ width, height })
        const content = `html { font-size: ${percent}% !important }`
        result.wide[label] = await page.evaluate(measureWidth, content)
        await picture(label)
    }
    return result
}

if (order.screenshots) await mkdir(order.screenshots, { recursive: true })
const browser = await chromium.launch({ executablePath: order.chromium, args: FLAGS, headless: true })
try {
    const results = {}
    const page = await browser.newPage()
    await page.addInitScript(`window.restyle = ${restyle}`)
    for (const name of order.documents) results[name] = await readDocument(page, name)
    console.log(JSON.stringify(results))
} finally {
    await browser.close()
}
