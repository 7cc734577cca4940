// Use the preview of `build.py watch` in headless Chromium as an annotator would.
//
// In: node watch.mjs '{"chromium", "address", "file", "screenshots", "command", "playwright"}': the
//     address of a running preview, the annotations.yaml that it shows, a folder for pictures or
//     null, the command that starts another preview of it, which is stopped and started again, and
//     the address of playwright-core's module.
// Out: what was seen, by step, on stdout as JSON. Nothing is judged here.
// Errors: a non-zero status, and what the page itself reported on stderr.
import { spawn } from 'node:child_process'
import { readFile, rename, writeFile } from 'node:fs/promises'
import http from 'node:http'
import { NOTE, errors, open, order, picture, seen, select, status, visit } from './preview.mjs'

// As editors save: into another file, which is then put into the place of the first.
async function edit(change) {
    const text = await readFile(order.file, 'utf8')
    const changed = change(text)
    if (changed === text) throw new Error('the edit changes nothing')
    await writeFile(`${order.file}.new~`, changed)
    await rename(`${order.file}.new~`, order.file)
}

const PROBLEM = '[data-preview="problem"]'
const textOf = (page, selector) => page.locator(selector).first().innerText()

async function notePopsUp(page) {
    const call = page.locator('a.noteref').first()
    await call.hover()
    await page.waitForSelector(NOTE)
    seen.hovered = await textOf(page, NOTE)
    await page.mouse.move(5, 500)
    await page.waitForSelector(NOTE, { state: 'detached' })
    await call.focus()
    await page.keyboard.press('Enter')
    await page.waitForSelector(`${NOTE} .preview-where`)
    seen.where = await textOf(page, `${NOTE} .preview-where`)
    seen.focusInNote = await page.evaluate(() => document.activeElement.dataset.preview)
    await picture(page, 'note')
    await page.keyboard.press('Escape')
    await page.waitForSelector(NOTE, { state: 'detached' })
    seen.focusBack = await page.evaluate(() => document.activeElement.className)
}

async function editShows(page) {
    await page.setViewportSize({ width: 1440, height: 300 })
    await page.evaluate(() => { window.stillHere = true; scrollTo(0, 40) })
    await edit(text => text.replace('It flies.', 'It flies to and fro.'))
    await page.waitForFunction(() => document.body.textContent.includes('flies to and fro'))
    seen.kept = await page.evaluate(() => window.stillHere === true && scrollY === 40)
    await page.setViewportSize({ width: 1440, height: 900 })
}

async function problemShows(page) {
    await edit(text => text.replace('quote: shuttle', 'quote: "the shutle"'))
    const box = page.locator(PROBLEM)
    await box.waitFor()
    seen.problem = await page.locator(`${PROBLEM} .problem`).innerText()
    seen.problemAfter = await box.evaluate(host => host.previousElementSibling.textContent)
    seen.left = await page.locator('a.noteref').count()
    seen.bar = await page.locator('.bar-button.problems').innerText()
    await page.locator('.bar-button.problems').click()
    await picture(page, 'problem')
    await page.keyboard.press('Escape')
    await edit(text => text.replace('quote: "the shutle"', 'quote: shuttle'))
    await box.waitFor({ state: 'detached' })
    seen.mended = await page.locator('a.noteref').count()
}

async function brokenFileKeepsThePage(page) {
    await edit(text => `${text}\n"`)
    await status(page, 'stale')
    seen.stale = await page.locator('a.noteref').count()
    await edit(text => text.slice(0, -2))
    await status(page, 'sound')
}

async function annotateByMouse(page) {
    // Drawn with the mouse over the words themselves.
    const box = await page.evaluate(() => {
        const node = [...document.querySelectorAll('section.text > p')].at(-1).lastChild
        const range = document.createRange()
        const at = node.data.indexOf('cloth grew')
        range.setStart(node, at)
        range.setEnd(node, at + 'cloth grew'.length)
        const { left, right, top, bottom } = range.getBoundingClientRect()
        return { left, right, middle: (top + bottom) / 2 }
    })
    await page.mouse.move(box.left + 1, box.middle)
    await page.mouse.down()
    await page.mouse.move(box.right - 1, box.middle, { steps: 5 })
    await page.mouse.up()
    await page.locator('button.annotate').click()
    await page.waitForSelector('form.form')
    seen.formWords = await page.inputValue('#words')
    await page.waitForFunction(() => document.querySelector('[data-preview="bar"]').shadowRoot
        .querySelector('#f-id').value)
    seen.formId = await page.inputValue('#f-id')
    await page.fill('#f-note', 'Cloth grows [here](note:nobody).')
    await picture(page, 'form')
    await page.locator('form.form [type=submit]').click()
    const error = page.locator('[data-field=note] .error:not([hidden])')
    await error.waitFor()
    seen.formError = await error.innerText()
    await picture(page, 'form-error')
    await page.reload()
    await page.waitForSelector('form.form')
    seen.formKept = await page.inputValue('#f-note')
    await page.fill('#f-note', 'Cloth grows *slowly* & well.')
    seen.before = await readFile(order.file, 'utf8')
    await page.locator('form.form [type=submit]').click()
    await page.waitForSelector(NOTE)
    seen.added = await textOf(page, NOTE)
    seen.after = await readFile(order.file, 'utf8')
    await picture(page, 'added')
    await page.keyboard.press('Escape')
}

async function annotateByKeyboard(page) {
    await select(page, 'weaver sat')
    await page.keyboard.press('a')
    await page.waitForSelector('form.form')
    await page.locator('#f-kind').focus()
    await page.keyboard.type('Eme')
    await page.locator('#f-reading').waitFor()
    await page.fill('#f-reading', 'weaver stood')
    await page.keyboard.press('Control+Enter')
    await page.waitForFunction(() => document.querySelector('a.noteref.textual'))
    seen.emended = await readFile(order.file, 'utf8')
    await page.waitForSelector(NOTE)
    await page.keyboard.press('Escape')
}

// A page of another origin, on the same machine: what a hostile site could do at best.
async function strangerTries(browser) {
    const server = http.createServer((_, response) => response
        .writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>x</title>'))
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
    const page = await (await browser.newContext()).newPage()
    await page.goto(`http://127.0.0.1:${server.address().port}/`)
    seen.stranger = await page.evaluate(async address => {
        const tried = {}
        const attempt = async (name, work) => {
            tried[name] = await work().catch(() => 'refused')
        }
        const body = JSON.stringify({ kind: 'footnote', values: { quote: 'loom', note: 'Evil.' } })
        await attempt('read', async () => (await fetch(`${address}text-001.html`)).text())
        await attempt('json', async () => (await fetch(`${address}preview/add`, { method: 'POST',
            headers: { 'Content-Type': 'application/json' }, body })).text())
        await attempt('simple', async () => (await fetch(`${address}preview/add`, { method: 'POST',
            mode: 'no-cors', headers: { 'Content-Type': 'text/plain' }, body })).type)
        await attempt('frame', () => new Promise(resolve => {
            const frame = document.createElement('iframe')
            frame.onload = () => {
                try { resolve(frame.contentDocument ? 'empty' : 'blocked') } catch { resolve('blocked') }
            }
            frame.src = address
            document.body.append(frame)
        }))
        return tried
    }, order.address)
    seen.afterStranger = await readFile(order.file, 'utf8')
    await page.context().close()
    server.close()
}

// Starts a preview; the answer has its process and its address once it has built.
function start(port) {
    const [program, ...rest] = [...order.command, '--port', String(port)]
    const child = spawn(program, rest)
    let said = ''
    return new Promise((resolve, reject) => {
        child.on('exit', () => reject(new Error(`the preview ended: ${said}`)))
        child.stdout.on('data', data => {
            said += data
            if (said.includes('built in')) resolve({ child, address: /http:\S+/.exec(said)[0] })
        })
    })
}

function stop(child) {
    return new Promise(resolve => {
        child.removeAllListeners('exit').on('exit', resolve)
        child.kill('SIGINT')
    })
}

// A page that is open while the server stops and starts again goes on, with its form.
async function serverRestarts(browser) {
    const first = await start(0)
    const page = await open(browser, first.address)
    const token = () => page.evaluate(() => document.querySelector('meta[name=preview-token]').content)
    const before = await token()
    await select(page, 'threw')
    await page.keyboard.press('a')
    await page.waitForSelector('form.form')
    await page.fill('#f-note', 'With one hand.')
    seen.stopped = [await stop(first.child)]
    await status(page, 'lost')
    const second = await start(new URL(first.address).port)
    await page.waitForFunction(old => document.querySelector('meta[name=preview-token]').content
        !== old, before)
    await status(page, 'sound')
    await page.keyboard.press('Control+Enter')
    await page.waitForSelector(NOTE)
    seen.afterRestart = await textOf(page, NOTE)
    await page.context().close()
    seen.stopped.push(await stop(second.child))
}

async function otherScreens(browser) {
    for (const [name, width, height, colorScheme] of [['phone', 390, 844, 'light'],
        ['phone-dark', 390, 844, 'dark'], ['desk-dark', 1440, 900, 'dark']]) {
        const page = await open(browser, `${order.address}text-001.html`,
            { viewport: { width, height }, colorScheme })
        await page.locator('a.noteref').first().click()
        await page.waitForSelector(NOTE)
        await picture(page, name)
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
        ;(seen.overflow ??= []).push(wide)
        await page.context().close()
    }
}

await visit(async browser => {
    const page = await open(browser, order.address)
    seen.text = await page.evaluate(() => document.querySelector('section.text').textContent)
    await notePopsUp(page)
    await editShows(page)
    await problemShows(page)
    await brokenFileKeepsThePage(page)
    await annotateByMouse(page)
    await annotateByKeyboard(page)
    await strangerTries(browser)
    await otherScreens(browser)
    const unasked = errors.length
    await serverRestarts(browser)
    errors.length = unasked // a server that is away is an error to a browser
    seen.errors = errors
})
