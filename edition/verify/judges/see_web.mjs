// Open the pages of a web edition in headless Chromium, wide and narrow, light and dark, each once
// more with its first note open, and ask axe about them (the one that Ace brings).
//
// In: on stdin {"folder", "pages", "chromium", "axe"} as JSON: the folder of the pages and their
//     names, the place of the browser and that of axe's script.
// Out: {violations: [{screen, rule, impact, message, html}], wide: [screen], foreign: [{screen, url}],
//     styled: [{page, width, fonts, sheets, position, gap, folded}]} on stdout as JSON: what axe has against a
//     page, which screens scroll sideways, what a page asked for that is no file of the folder, and of
//     each the fonts and style sheets that were loaded, how the open note stands, the widest space
//     between two passages in pixels, and the ids of the notes that are folded.
// Errors: a non-zero status and a stack trace on stderr.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

let given = ''
for await (const chunk of process.stdin) given += chunk
const order = JSON.parse(given)
const axe = await readFile(order.axe, 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const SCREENS = [[1440, 'light'], [390, 'dark']]
const base = pathToFileURL(path.join(order.folder, '/')).href
const found = { violations: [], wide: [], foreign: [], styled: [] }

async function look(tab, page, anchor, width, colorScheme) {
    const address = page + (anchor && `#${anchor}`)
    const screen = `${address} ${width} ${colorScheme}`
    await tab.goto('about:blank')
    await tab.goto(base + encodeURIComponent(page) + (anchor && `#${encodeURIComponent(anchor)}`))
    // With the page's own policy: its style sheets and fonts must be allowed.
    const state = await tab.evaluate(async () => {
        await document.fonts.ready
        const target = document.querySelector(':target')
        return {
            fonts: [...document.fonts].filter(font => font.status === 'loaded').length,
            sheets: document.styleSheets.length,
            over: document.documentElement.scrollWidth - innerWidth,
            position: target && getComputedStyle(target).position,
            note: document.querySelector('.notes > aside[id]')?.id ?? '',
            gap: Math.max(0, ...[...document.querySelectorAll('section.text > :not(.notes)')]
                .map(element => element.getBoundingClientRect())
                .map(({ top }, k, all) => k ? Math.round(top - all[k - 1].bottom) : 0)),
            folded: [...document.querySelectorAll('.notes > aside')]
                .filter(note => note.clientHeight && note.scrollHeight > note.clientHeight + 4)
                .map(note => note.id),
        }
    })
    const { over, note, ...styled } = state
    found.styled.push({ page: address, width, ...styled })
    if (over > 0) found.wide.push(screen)
    await tab.evaluate(axe)
    // The rest of what it says is long, and takes longer to tell than to find.
    const violations = await tab.evaluate(async runOnly => {
        const said = await axe.run(document, { preload: false, runOnly, resultTypes: ['violations'] })
        return said.violations.map(({ id, impact, help, nodes }) =>
            ({ rule: id, impact, message: help, html: nodes[0].html.slice(0, 200) }))
    }, RULES)
    found.violations.push(...violations.map(one => ({ screen, ...one })))
    return anchor ? '' : note
}

const browser = await chromium.launch({ executablePath: order.chromium, args: ['--no-sandbox'] })
try {
    for (const [width, colorScheme] of SCREENS) {
        const context = await browser.newContext({ viewport: { width, height: 844 }, colorScheme })
        const tab = await context.newPage()
        tab.on('request', request => {
            const url = request.url()
            if (!url.startsWith(base) && url !== 'about:blank') found.foreign.push({ screen: tab.url(), url })
        })
        for (const page of order.pages) {
            const note = await look(tab, page, '', width, colorScheme)
            if (note) await look(tab, page, note, width, colorScheme)
        }
        await context.close()
    }
} finally {
    await browser.close()
}
console.log(JSON.stringify(found))
