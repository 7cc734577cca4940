// Change an edition in the preview of `build.py watch`, in headless Chromium: by mouse, by keyboard
// alone, and on the width of a phone.
//
// In: node edit.mjs '{"chromium", "address", "file", "screenshots", "playwright", "axe", "pid"}': the
//     address of a running preview, the annotations.yaml that it shows, a folder for pictures or
//     null, the addresses of playwright-core's module and of axe's script, and the process of the
//     preview, which is stopped at the end.
// Out: what was seen, by step, on stdout as JSON. Nothing is judged here.
// Errors: a non-zero status, and what the page itself reported on stderr.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { NOTE, errors, open, order, picture, seen, select, status, visit } from './preview.mjs'

const axe = await readFile(order.axe, 'utf8')
seen.axe = {}
const yaml = () => readFile(order.file, 'utf8')

// What axe finds wrong in the page as it is, shadow trees and all; not while something fades in.
async function judge(page, name) {
    await page.evaluate(axe)
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(item => item.finished)))
    seen.axe[name] = await page.evaluate(async () => {
        const { violations } = await axe.run(document, { resultTypes: ['violations'] })
        return violations.map(item =>
            `${item.id}: ${item.nodes.map(node => node.target.flat().join(' ')).join(', ')}`)
    })
}

const version = page => page.evaluate(() => Number(document.documentElement.dataset.previewVersion))
// Does something that changes the file, and waits until the page shows it.
async function changing(page, work) {
    const before = await version(page)
    await work()
    await page.waitForFunction(old =>
        Number(document.documentElement.dataset.previewVersion) > old, before)
    return yaml()
}

// By mouse: a note is opened, and changed; the change is taken back, and done again.
async function changeByMouse(page) {
    await page.locator('a.noteref').first().click()
    const note = page.locator(NOTE)
    await note.locator('.preview-where a').waitFor()
    seen.link = await note.locator('.preview-where a').getAttribute('href')
    await judge(page, 'note')
    await note.getByText('Change').click()
    await page.waitForSelector('form.form')
    seen.title = await page.locator('form.form h2').innerText()
    seen.values = [await page.inputValue('#words'), await page.inputValue('#f-note')]
    await judge(page, 'form')
    await picture(page, 'change')
    await page.fill('#f-note', 'It flies to and fro.')
    seen.changed = await changing(page, () => page.locator('form.form [type=submit]').click())
    await page.waitForSelector(NOTE)
    seen.changedNote = await page.locator(NOTE).innerText()
    await picture(page, 'changed')
    await judge(page, 'toast')
    await page.keyboard.press('Escape')
    seen.undone = await changing(page, () => page.keyboard.press('Control+z'))
    seen.redone = await changing(page, () => page.keyboard.press('Control+Shift+Z'))
}

// While a note is written, a source and an event are written too.
async function writeWithin(page) {
    await select(page, 'cloth grew')
    await page.keyboard.press('a')
    await page.waitForSelector('form.form')
    await page.fill('#f-note', 'Slowly.')
    await page.getByText('New event').click()
    await page.fill('#f-date', '1801')
    await page.fill('#f-event', 'The loom of Jacquard.')
    seen.event = await changing(page, () => page.keyboard.press('Control+Enter'))
    await page.waitForSelector('form.form #words')
    await page.getByText('New source').click()
    await page.waitForSelector('form.form #f-author')
    await picture(page, 'source')
    await page.selectOption('#f-type', 'book')
    await page.keyboard.press('Control+Enter')
    await page.waitForSelector('[data-field=title] .error:not([hidden])')
    await page.fill('#f-title', 'Looms')
    await page.fill('#f-author', 'Doe, Jane')
    await page.fill('#f-issued', '1999')
    seen.source = await changing(page, () => page.keyboard.press('Control+Enter'))
    await page.waitForSelector('form.form #words')
    seen.backInNote = [await page.inputValue('#f-note'), await page.inputValue('#f-cite-0')]
    seen.cited = await changing(page, () => page.keyboard.press('Control+Enter'))
    await page.waitForSelector(NOTE)
    await page.keyboard.press('Escape')
}

// A note is put on other words of the text.
async function move(page) {
    await page.locator('a.noteref').last().click()
    await page.locator(NOTE).getByText('Change').click()
    await page.waitForSelector('form.form')
    await page.getByText('Choose in the text').click()
    await page.waitForSelector('form.form', { state: 'hidden' })
    await select(page, 'weaver')
    await page.keyboard.press('a')
    await page.waitForSelector('form.form')
    seen.movedWords = await page.inputValue('#words')
    seen.moved = await changing(page, () => page.keyboard.press('Control+Enter'))
    await page.waitForSelector(NOTE)
    await page.keyboard.press('Escape')
}

// What is wrong is said, also where no field is to blame.
async function refuse(page) {
    await page.locator('a.noteref').first().click()
    await page.locator(`${NOTE} .preview-actions`).waitFor()
    await page.keyboard.press('e')
    await page.waitForSelector('form.form')
    await page.keyboard.press('Control+Enter')
    await page.waitForSelector('.general p')
    seen.unchanged = await page.locator('.general').innerText()
    await page.evaluate(() => {
        window.real = window.fetch
        window.fetch = async (address, options) => String(address).endsWith('/preview/change')
            ? new Response(JSON.stringify({ problems: [
                { code: 'x', field: '', message: 'No field.', hint: 'Hint one.', place: '' },
                { code: 'x', field: 'nothing', message: 'A strange field.', hint: '', place: '' },
                { code: 'x', field: 'note', message: 'The note.', hint: '', place: '' },
                { code: 'x', field: 'note', message: 'The note again.', hint: '', place: '' },
                { code: 'x', field: 'prefix', message: 'The words.', hint: '', place: '' },
            ] }), { status: 422, headers: { 'Content-Type': 'application/json' } })
            : window.real(address, options)
    })
    await page.fill('#f-note', 'Other.')
    await page.keyboard.press('Control+Enter')
    await page.waitForSelector('[data-field=note] .error:not([hidden])')
    seen.problems = {
        general: await page.locator('.general').innerText(),
        note: await page.locator('[data-field=note] .error').innerText(),
        words: await page.locator('[data-field=quote] .error').innerText(),
    }
    await judge(page, 'errors')
    await picture(page, 'errors')
    await page.evaluate(() => { window.fetch = window.real })
    await page.locator('form.form .plain').click()
}

// Nothing but keys: Tab to the entries, open one, change it, delete it, take that back.
async function keyboardAlone(page) {
    await page.evaluate(() => { document.activeElement.blur(); getSelection().removeAllRanges() })
    await page.keyboard.press('a')
    await page.waitForSelector('form.form')
    seen.emptyWords = await page.inputValue('#words')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Enter')
    await page.waitForSelector('form.form', { state: 'detached' })
    const focused = () => page.evaluate(() => {
        let found = document.activeElement
        while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement
        return found?.textContent ?? ''
    })
    const tabTo = async words => {
        for (let k = 0; k < 80; k++) {
            if ((await focused()).includes(words)) return
            await page.keyboard.press('Tab')
        }
        throw new Error(`no Tab leads to ${words}`)
    }
    await tabTo('Entries')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.entry-list .entry')
    await judge(page, 'entries')
    await picture(page, 'entries')
    await tabTo('on-shuttle')
    await page.keyboard.press('Enter')
    await page.waitForSelector('form.form')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('By keys alone.')
    seen.byKeys = await changing(page, () => page.keyboard.press('Control+Enter'))
    await page.waitForSelector(NOTE)
    await page.keyboard.press('Escape')
    await page.locator('a.noteref').nth(1).focus()
    await page.keyboard.press('Enter')
    await page.locator(`${NOTE} .preview-actions`).waitFor()
    seen.deleted = await changing(page, () => page.keyboard.press('Delete'))
    seen.deletedToast = await page.locator('.toast').innerText()
    seen.restored = await changing(page, () => page.keyboard.press('Control+z'))
    await tabTo('Entries')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.steps .step')
    seen.steps = await page.locator('.steps .step').allInnerTexts()
    await judge(page, 'steps')
    await picture(page, 'steps')
    await page.keyboard.press('Escape')
}

// 390 px wide, by touch: a note is opened, moved and deleted, and nothing is wider than the screen.
async function phone(browser) {
    const page = await open(browser, `${order.address}text-001.html`,
        { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
    seen.wide = [await wide()]
    await page.locator('a.noteref').first().tap()
    await page.locator(`${NOTE} .preview-actions`).waitFor()
    seen.wide.push(await wide())
    await picture(page, 'phone-note')
    await page.locator(NOTE).getByText('Change').tap()
    await page.waitForSelector('form.form')
    seen.wide.push(await wide())
    await judge(page, 'phone')
    await picture(page, 'phone-form')
    await page.getByText('Choose in the text').tap()
    await page.waitForSelector('.aside')
    await picture(page, 'phone-choose')
    await select(page, 'threw')
    await page.locator('button.annotate').tap()
    await page.waitForSelector('form.form')
    await page.locator('form.form [type=submit]').scrollIntoViewIfNeeded()
    seen.onPhone = await changing(page, () => page.locator('form.form [type=submit]').tap())
    await page.locator('.bar-button.entries').tap()
    await page.waitForSelector('.steps .step')
    seen.wide.push(await wide())
    await picture(page, 'phone-entries')
    await page.locator('.steps button').first().tap()
    await page.waitForSelector('.step.undone')
    await page.context().close()
}

// A problem opens its entry.
async function fromProblem(page) {
    const { writeFile } = await import('node:fs/promises')
    await changing(page, async () => writeFile(order.file,
        (await yaml()).replace('quote: shuttle', 'quote: shutle')))
    await page.locator('.bar-button.problems').click()
    await page.locator('.panel.problems').getByText('Change the entry').click()
    await page.waitForSelector('form.form')
    seen.wrongWords = await page.inputValue('#words')
    await picture(page, 'problem-entry')
    await page.fill('#words', 'shuttle')
    seen.rightWords = await changing(page, () => page.keyboard.press('Control+Enter'))
}

// An entry of an included file, which only its line is known by, is changed in that file.
async function included(page) {
    const { mkdir, writeFile } = await import('node:fs/promises')
    const folder = path.join(path.dirname(order.file), 'notes')
    const own = path.join(folder, 'own.yaml')
    await mkdir(folder)
    await writeFile(own, '# ours\nemendations:\n  - quote: sat\n    reading: stood\n')
    seen.including = await changing(page, async () =>
        writeFile(order.file, `include: notes/*.yaml\n${await yaml()}`))
    await page.locator('.bar-button.entries').click()
    await page.locator('.entry-list').getByText('notes/own.yaml:3').click()
    await page.waitForSelector('form.form')
    seen.includedPlace = await page.locator('.place-line a').getAttribute('href')
    await page.locator('form.form summary').click()
    await page.waitForSelector('form.form #f-status')
    await judge(page, 'status')
    await picture(page, 'included')
    await page.fill('#f-reading', 'reclined')
    const after = await changing(page, () => page.keyboard.press('Control+Enter'))
    seen.included = [await readFile(own, 'utf8'), after === seen.including]
    await page.waitForSelector(NOTE)
    await page.keyboard.press('Escape')
}

async function stopped(page) {
    await select(page, 'loom')
    await page.keyboard.press('a')
    await page.waitForSelector('form.form')
    await page.fill('#f-note', 'Kept.')
    process.kill(order.pid, 'SIGINT')
    await status(page, 'lost')
    await page.keyboard.press('Control+Enter')
    await page.waitForSelector('.general p')
    seen.stopped = await page.locator('.general').innerText()
    seen.kept = await page.inputValue('#f-note')
    await picture(page, 'stopped')
}

await visit(async browser => {
    const page = await open(browser, order.address.replace('127.0.0.1', 'localhost'))
    seen.arrived = page.url()
    seen.start = await yaml()
    await judge(page, 'text')
    await changeByMouse(page)
    await writeWithin(page)
    await move(page)
    await refuse(page)
    await keyboardAlone(page)
    await phone(browser)
    await page.waitForTimeout(300)
    await fromProblem(page)
    await included(page)
    await stopped(page)
    // What is refused, and a server that is away, are errors to a browser.
    seen.errors = errors.filter(error => !error.startsWith('Failed to load resource'))
})
