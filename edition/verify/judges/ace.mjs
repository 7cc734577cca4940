// Have Ace by DAISY judge an EPUB. Its own command opens a tab for each document, and reads the
// 1.3 MB of axe anew in it; here a tab shows one document after the other.
//
// In: node ace.mjs '{"book", "folder", "chromium"}': the folder of the report, and the browser.
// Out: report.json in the folder, as Ace writes it.
// Errors: a non-zero status on stderr when the book or the browser fails.
import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import ace from '@daisy/ace-core'
import { chromium } from 'playwright-core'

const FLAGS = [
    '--no-sandbox', // Chromium refuses to run as root with its sandbox; CI often is root
    '--disable-gpu',
    // A book is read offline: whatever it asks from elsewhere must fail.
    '--host-resolver-rules=MAP * ~NOTFOUND',
]
const { book, folder, chromium: executablePath } = JSON.parse(process.argv[2])
const idle = []
let tabs

function showAsXhtml(route) {
    if (route.request().resourceType() !== 'document') return route.continue()
    return route.fulfill({ path: fileURLToPath(route.request().url()), contentType: 'application/xhtml+xml' })
}

// What Ace asks for: opens a document and runs scripts in it.
const runner = {
    concurrency: Math.min(4, availableParallelism()),
    async launch() {
        const browser = await chromium.launch({ executablePath, args: FLAGS })
        tabs = await browser.newContext({ viewport: { width: 800, height: 600 } })
        // By its name the browser would take a document for HTML; it is XHTML, as all of an EPUB.
        await tabs.route(/^file:.*\.html?$/, showAsXhtml)
    },
    async close() {
        await tabs.browser().close()
    },
    async run(url, files, scripts) {
        const page = idle.pop() ?? await tabs.newPage()
        await page.goto(url)
        for (const script of scripts) await page.evaluate(script)
        for (const file of files) await page.evaluate(await readFile(file, 'utf8'))
        const found = await page.evaluate(() => new Promise((resolve, reject) =>
            daisy.ace.run((error, result) => error ? reject(error) : resolve(JSON.stringify(result)))))
        idle.push(page)
        return JSON.parse(found)
    },
}

await ace(book, { cwd: '/', outdir: folder, initLogger: true, silent: true, fileName: 'ace.log' }, runner)
