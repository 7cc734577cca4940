// Open the pages of a web edition in headless Chromium, wide and narrow, light and dark, each also
// with a note open, and ask axe about them (the one that Ace brings).
//
// In: node axe.mjs '{"folder", "pages", "chromium", "playwright", "axe"}': the folder of the pages; their
//     names, with an anchor or none; the places of the two programs and of axe's script.
// Out: {violations: [{screen, rule, html}], wide: [screen], styled: [{page, width, fonts, sheets, position}]}
//     on stdout as JSON: what axe has against a page, which screens scroll sideways, and of each page
//     the fonts and style sheets that were loaded, and how the element stands that its anchor names.
// Errors: a non-zero status and a stack trace on stderr.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const order = JSON.parse(process.argv[2])
const { chromium } = await import(order.playwright)
const axe = await readFile(order.axe, 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const found = { violations: [], wide: [], styled: [] }
const browser = await chromium.launch({ executablePath: order.chromium, args: ['--no-sandbox'] })
for (const page of order.pages) {
    for (const [width, colorScheme] of [[1440, 'light'], [390, 'dark']]) {
        const screen = `${page} ${width} ${colorScheme}`
        const [name, anchor = ''] = page.split('#')
        const address = pathToFileURL(path.join(order.folder, name)).href + (anchor && `#${anchor}`)
        const context = await browser.newContext({ viewport: { width, height: 844 }, colorScheme })
        const tab = await context.newPage()
        await tab.goto(address)
        // With the page's own policy: its style sheets and fonts must be allowed.
        const state = await tab.evaluate(async () => {
            await document.fonts.ready
            const target = document.querySelector(':target')
            return {
                fonts: [...document.fonts].filter(font => font.status === 'loaded').length,
                sheets: document.styleSheets.length,
                over: document.documentElement.scrollWidth - innerWidth,
                position: target && getComputedStyle(target).position,
            }
        })
        found.styled.push({ page, width, ...state })
        if (state.over > 0) found.wide.push(screen)
        await tab.evaluate(axe)
        const { violations } = await tab.evaluate(tags => axe.run(document, { preload: false, runOnly: tags }), RULES)
        for (const { id, nodes } of violations)
            found.violations.push({ screen, rule: id, html: nodes[0].html.slice(0, 200) })
        await context.close()
    }
}
await browser.close()
console.log(JSON.stringify(found))
