// Open an EPUB in foliate-js in headless Chromium, follow every note reference and every
// glossary link, and print what came up.
//
// In: node read_epub.mjs '{"book", "chromium", "viewport": [width, height], "screenshots"}'
//     `screenshots` is a folder for one picture of each reference, or null.
// Out: [{"document", "kind", "id", "label", "href", "shown", "text", "note", "backlink",
//      "error"}] on stdout, as JSON: one object for each reference, in reading order.
// Errors: a non-zero status on stderr when the book or the browser fails, with a stack trace
//      and what the page itself reported.
import { createReadStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import http from 'node:http'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const HERE = path.dirname(fileURLToPath(import.meta.url))
const LIBRARY = path.join(HERE, 'node_modules', 'foliate-js')
const TYPES = { '.js': 'text/javascript', '.html': 'text/html', '.css': 'text/css' }
const FLAGS = [
    '--no-sandbox', // Chromium refuses to run as root with its sandbox; CI often is root
    '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
    // A book is read offline: whatever it asks from elsewhere must fail.
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
]

// The file for an address, or null: the book, the page, and foliate-js, nothing else.
function fileFor(address, book) {
    if (address === '/book.epub') return book
    if (address === '/reader.html') return path.join(HERE, 'reader.html')
    if (!address.startsWith('/foliate-js/')) return null
    const file = path.join(LIBRARY, address.slice('/foliate-js/'.length))
    return file.startsWith(LIBRARY + path.sep) ? file : null
}

async function serve(book) {
    const server = http.createServer((request, response) => {
        const { pathname } = new URL(request.url, 'http://localhost')
        const file = fileFor(decodeURIComponent(pathname), book)
        if (!file) return response.writeHead(404).end()
        const type = TYPES[path.extname(file)] ?? 'application/octet-stream'
        createReadStream(file)
            .on('open', () => response.writeHead(200, { 'content-type': type }))
            .on('error', () => response.writeHead(404).end())
            .pipe(response)
    })
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
    return server
}

async function openReader(browser, server, viewport, errors) {
    const [width, height] = viewport
    const page = await browser.newPage({ viewport: { width, height } })
    page.on('pageerror', error => errors.push(String(error)))
    await page.goto(`http://127.0.0.1:${server.address().port}/reader.html`)
    await page.waitForFunction(() => window.reader)
    return page
}

async function readReference(page, number, picture) {
    if (picture) await page.evaluate(n => reader.turnTo(n), number)
    const outcome = await page.evaluate(n => reader.click(n), number)
    if (picture) {
        await page.evaluate(() => reader.settle())
        await page.screenshot({ path: picture })
    }
    return outcome
}

async function readDocument(page, index, document, nextPicture) {
    const references = await page.evaluate(i => reader.show(i), index)
    const popups = []
    for (const [number, reference] of references.entries()) {
        const outcome = await readReference(page, number, nextPicture?.(reference))
        popups.push({ document, ...reference, ...outcome })
        const left = await page.evaluate(() => reader.close())
        if (left) await page.evaluate(i => reader.show(i), index)
    }
    return popups
}

function pictures(folder) {
    if (!folder) return null
    let count = 0
    return ({ kind }) => path.join(folder, `${String(++count).padStart(3, '0')}-${kind}.png`)
}

async function readBook({ book, chromium: executablePath, viewport, screenshots }) {
    if (screenshots) await mkdir(screenshots, { recursive: true })
    const server = await serve(book)
    const browser = await chromium.launch({ executablePath, args: FLAGS, headless: true })
    const errors = []
    try {
        const popups = []
        const page = await openReader(browser, server, viewport, errors)
        const documents = await page.evaluate(() => reader.open('/book.epub'))
        const nextPicture = pictures(screenshots)
        for (const [index, document] of documents.entries())
            popups.push(...await readDocument(page, index, document, nextPicture))
        return popups
    } catch (error) {
        console.error(errors.join('\n'))
        throw error
    } finally {
        await browser.close()
        server.close()
    }
}

console.log(JSON.stringify(await readBook(JSON.parse(process.argv[2]))))
