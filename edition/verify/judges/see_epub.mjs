// Open documents of an EPUB in headless Chromium, in a light and in a dark theme, and take pictures
// of them: as they are, without the words that count, and these words alone, black on white.
//
// In: {"folder", "documents": {name: [id]}, "chromium", "pictures"} on stdin, as JSON:
//     the unzipped book's folder of content documents; the ids of the elements whose words count;
//     a folder for the pictures.
// Out: [{"document", "theme", "words": [{"id", "text", "screen", "box": [left, top, right, bottom],
//      "inside", "size", "shape", "whole"}], "pictures": [[whole, ground, letters]]}] on stdout, as JSON.
//     A box is in pixels of the picture of its screen; `inside` is the share of it that is on the
//     page and in the boxes around it; `size` is in points; `shape` as in `verify.pdf.drawing`. A
//     word that is shown nowhere has no box; one that stands on two lines is no `whole`.
// Errors: a non-zero status and a stack trace on stderr.
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

const FLAGS = [
    '--no-sandbox', // Chromium refuses to run as root with its sandbox; CI often is root
    '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--disable-lcd-text',
    '--host-resolver-rules=MAP * ~NOTFOUND',
]
// Pixels of CSS, and how many of the picture are one of them.
const WIDTH = 640, HEIGHT = 2400, SCALE = 1.5
// Screens overlap, so that each line stands whole on one.
const STEP = HEIGHT - 160
// Reading systems put a dark theme over the body and leave the rest to the book.
const THEMES = {
    light: '',
    dark: `html { background: #121212; color: #b0b0b0 }
           body { background: #121212 !important; color: #b0b0b0 !important }`,
}
const STILL = '*, *::before, *::after { transition: none !important }'

// Runs in the page. The words that count, each with where it stands.
function readWords([ids, scale, step]) {
    const APPARATUS = '.pn, .speaker, svg'
    const chains = new Map()
    // What holds for all in an element: the area in which it is let be seen, and how it is scaled.
    const chain = element => {
        if (!element) return { left: 0, top: 0, right: document.documentElement.clientWidth,
            bottom: Infinity, matrix: new DOMMatrix(), zoom: 1 }
        if (chains.has(element)) return chains.get(element)
        const style = getComputedStyle(element)
        const above = chain(element.parentElement)
        const around = style.position === 'fixed' ? chain(null)
            : style.position === 'absolute' ? chain(element.offsetParent) : above
        const found = { ...around, matrix: above.matrix, clips: false }
        if (style.transform !== 'none')
            found.matrix = above.matrix.multiply(new DOMMatrix(style.transform))
        const contained = /paint|strict|content/.test(style.contain)
        const box = element.getBoundingClientRect()
        const hides = value => contained || value !== 'visible'
        const root = element === document.documentElement || element === document.body
        if (!root && style.display !== 'inline' && hides(style.overflowX)) {
            found.left = Math.max(found.left, box.left + scrollX)
            found.right = Math.min(found.right, box.right + scrollX)
        }
        if (!root && style.display !== 'inline' && hides(style.overflowY)) {
            found.top = Math.max(found.top, box.top + scrollY)
            found.bottom = Math.min(found.bottom, box.bottom + scrollY)
        }
        chains.set(element, found)
        return found
    }
    const scales = ({ a, b, c, d }) => {
        const squares = a * a + b * b + c * c + d * d, turn = a * d - b * c
        const root = Math.sqrt(Math.max(0, squares * squares - 4 * turn * turn))
        const small = Math.sqrt(Math.max(0, (squares - root) / 2))
        const shape = small > 1e-9 ? Math.sqrt((squares + root) / 2) / small : 1e9
        return [small, turn < 0 ? -shape : shape]
    }
    const describe = (rect, around, style) => {
        const left = rect.left + scrollX, top = rect.top + scrollY
        const right = rect.right + scrollX, bottom = rect.bottom + scrollY
        const width = Math.min(right, around.right) - Math.max(left, around.left)
        const high = Math.min(bottom, around.bottom) - Math.max(top, around.top)
        const area = (right - left) * (bottom - top)
        const [small, shape] = scales(around.matrix)
        const screen = Math.max(0, Math.floor(top / step))
        // Discs in place of letters.
        const drawn = style.webkitTextSecurity === 'none' ? shape : 0
        return { screen, shape: drawn,
            box: [left, top - screen * step, right, bottom - screen * step].map(v => v * scale),
            inside: area ? Math.max(0, width) * Math.max(0, high) / area : 0,
            size: parseFloat(style.fontSize) * small * 0.75 }
    }
    const words = []
    document.querySelectorAll('[data-counts]').forEach(e => delete e.dataset.counts)
    scrollTo(0, 0)
    const seen = new Set()
    for (const id of ids) {
        const root = document.getElementById(id)
        if (!root) continue
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const element = node.parentElement
            if (seen.has(node) || !node.data.trim() || element.closest(APPARATUS)) continue
            seen.add(node)
            element.setAttribute('data-counts', '')
            const around = chain(element), style = getComputedStyle(element)
            for (const match of node.data.matchAll(/\S{1,16}/g)) {
                const range = document.createRange()
                range.setStart(node, match.index)
                range.setEnd(node, match.index + match[0].length)
                const rects = [...range.getClientRects()].filter(r => r.width * r.height > 0)
                const word = { id, text: match[0], box: null, whole: rects.length === 1 }
                if (!rects.length) words.push(word)
                for (const rect of rects)
                    words.push({ ...word, ...describe(rect, around, style) })
            }
        }
    }
    return words
}

// Runs in the page. Styles of every element by hand: nothing in a style sheet is stronger.
function paint(way) {
    const set = (element, styles) => {
        for (const [name, value] of Object.entries(styles))
            element.style.setProperty(name, value, 'important')
    }
    const plain = { 'transition': 'none', 'animation': 'none', 'background': 'none',
        'border-color': 'transparent', 'box-shadow': 'none',
        'outline-color': 'transparent', 'text-shadow': 'none', 'filter': 'none', 'opacity': '1',
        'backdrop-filter': 'none', 'clip-path': 'none', 'clip': 'auto', 'mask': 'none',
        'mix-blend-mode': 'normal', 'text-decoration-color': 'transparent',
        'text-emphasis-color': 'transparent', '-webkit-text-stroke-width': '0',
        'column-rule-color': 'transparent' }
    const all = [document.documentElement, ...document.querySelectorAll('html *')]
    const decorations = new Map(all.map(e => [e, getComputedStyle(e).textDecorationColor]))
    for (const element of all) {
        const counts = element.hasAttribute('data-counts')
        if (way === 'ground') set(element, {
            'transition': 'none',
            'text-decoration-color': decorations.get(element),
            '-webkit-text-fill-color': counts ? 'transparent' : 'currentcolor',
            ...counts ? { 'text-shadow': 'none', '-webkit-text-stroke-width': '0' } : {} })
        else {
            set(element, { ...plain, '-webkit-text-fill-color': counts ? 'black' : 'transparent' })
            if (counts) set(element, { visibility: 'visible' })
            if (element.matches('svg, img, hr, video, canvas')) set(element, { opacity: '0' })
        }
    }
    if (way === 'letters') set(document.documentElement, { background: 'white' })
    const style = document.createElement('style')
    style.textContent = way === 'ground'
        ? '*::before, *::after { -webkit-text-fill-color: currentcolor !important }'
        : `*::before, *::after { opacity: 0 !important }
           *::marker { color: transparent !important }`
    document.head.append(style)
}

// What `page.screenshot` gives, but packed in a hurry: to pack it small takes half of all the time.
async function photograph(session, top, file) {
    const clip = { x: 0, y: top, width: WIDTH, height: HEIGHT, scale: SCALE }
    const { data } = await session.send('Page.captureScreenshot',
        { format: 'png', optimizeForSpeed: true, clip })
    fs.writeFileSync(file, data, 'base64')
}

async function look(page, session, theme, name, ids) {
    await page.emulateMedia({ colorScheme: theme })
    await page.goto(pathToFileURL(path.join(order.folder, name)).href)
    await page.addStyleTag({ content: STILL + THEMES[theme] })
    await page.evaluate(() => document.fonts.ready.then(() => true))
    const words = await page.evaluate(readWords, [ids, SCALE, STEP])
    const screens = [...new Set(words.filter(w => w.box).map(w => w.screen))].sort((a, b) => a - b)
    // Room below, so that each screen can be scrolled to the top.
    await page.evaluate(h => {
        const room = document.createElement('div')
        room.style.cssText = `position: absolute; top: ${h}px; height: 1px; width: 1px`
        document.documentElement.append(room)
    }, Math.max(0, ...screens) * STEP + HEIGHT - 1)
    const pictures = screens.map(() => [])
    for (const way of ['whole', 'ground', 'letters']) {
        if (way !== 'whole') await page.evaluate(paint, way)
        for (const [k, screen] of screens.entries()) {
            const top = await page.evaluate(y => { scrollTo(0, y); return scrollY }, screen * STEP)
            const label = `${name.replaceAll('/', '-')}-${theme}-${screen}-${way}.png`
            const file = path.join(order.pictures, label)
            await photograph(session, top, file)
            pictures[k].push(file)
        }
    }
    return { document: name, theme, words, screens, pictures }
}

const order = JSON.parse(fs.readFileSync(0, 'utf8'))
const executablePath = order.chromium
const browser = await chromium.launch({ executablePath, args: FLAGS, headless: true })
try {
    const page = await browser.newPage({
        viewport: { width: WIDTH, height: HEIGHT }, deviceScaleFactor: SCALE })
    const session = await page.context().newCDPSession(page)
    const found = []
    for (const [name, ids] of Object.entries(order.documents))
        for (const theme of Object.keys(THEMES)) found.push(await look(page, session, theme, name, ids))
    console.log(JSON.stringify(found))
} finally {
    await browser.close()
}
