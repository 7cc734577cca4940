// What the two visits to the preview of `build.py watch` have in common: watch.mjs and edit.mjs.
//
// In: the order, as JSON, as the first argument of the program: {"chromium", "playwright",
//     "screenshots", …}: the program, the address of playwright-core's module, a folder for pictures
//     or null.
// Out: `seen`, what was seen by step, on stdout as JSON once `visit` is through.
// Errors: a non-zero status, and what the page itself reported (`errors`) on stderr.
import path from 'node:path'

export const order = JSON.parse(process.argv[2])
export const seen = {}
export const errors = []
export const NOTE = '[data-preview="note"]'

const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-sync',
    '--disable-background-networking', '--disable-component-update',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost']

// Runs `work` with a browser.
export async function visit(work) {
    const { chromium } = await import(order.playwright)
    const browser = await chromium.launch({ executablePath: order.chromium, args: FLAGS })
    try {
        await work(browser)
    } catch (error) {
        console.error(errors.join('\n'), JSON.stringify(seen, null, 1))
        for (const context of browser.contexts()) for (const page of context.pages())
            await picture(page, 'failed').catch(() => {})
        throw error
    } finally {
        await browser.close()
    }
    console.log(JSON.stringify(seen))
}

export async function picture(page, name) {
    if (order.screenshots) await page.screenshot({ path: path.join(order.screenshots, `${name}.png`) })
}

export async function open(browser, address, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
    const page = await context.newPage()
    page.on('pageerror', error => errors.push(String(error)))
    page.on('console', message => { if (message.type() === 'error') errors.push(message.text()) })
    await page.goto(address)
    await page.waitForFunction(() => Number(document.documentElement.dataset.previewVersion) > 0)
    return page
}

// Waits until the bar says how things stand: `sound`, `stale`, `lost`.
export const status = (page, wanted) => page.waitForFunction(
    value => document.querySelector('[data-preview="bar"]').shadowRoot
        .querySelector('.status').dataset.status === value, wanted)

// Selects words within one text node, then lets the page see it.
export const select = (page, words) => page.evaluate(wanted => {
    const walker = document.createTreeWalker(document.querySelector('section.text'), NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(wanted)
        if (at < 0) continue
        const range = document.createRange()
        range.setStart(walker.currentNode, at)
        range.setEnd(walker.currentNode, at + wanted.length)
        getSelection().removeAllRanges()
        getSelection().addRange(range)
        return
    }
    throw new Error(`no ${wanted}`)
}, words)
