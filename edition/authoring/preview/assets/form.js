// The form that writes an entry, a new one or one that is there. What is typed is kept until it is
// written or thrown away, over errors, reloads and a restart of the server.
import { ask, el, send } from './dom.js'
import { control, fieldOf, flat, isAuthors, isLines, sources, wrap } from './fields.js'

const KEPT = 'edition-preview-draft'
const STOPPED = 'The builder does not answer: nothing was written.'
const START = 'Is “build.py watch” still running? Start it again; what you typed stays here.'

const draft = {
    get: () => { try { return JSON.parse(sessionStorage.getItem(KEPT)) } catch { return null } },
    set: value => sessionStorage.setItem(KEPT, JSON.stringify(value)),
    drop: () => sessionStorage.removeItem(KEPT),
}
const fresh = (kind, more) => ({ kind, values: {}, cite: [], touched: [], ...more })

export class Form {
    // `done(answer)` is called when something has been written, `shown(true)` and `shown(false)`
    // when the form opens and closes.
    constructor(root, done, shown) {
        Object.assign(this, { root, done, shown, state: null, before: null, panel: null })
    }

    async restore() {
        const kept = draft.get()
        if (kept) await this.begin(kept)
    }

    get isOpen() { return Boolean(this.panel) }

    // Opens for the selected words; an open form gets them in the place of its own.
    async open(selection) {
        if (this.isOpen) {
            if (selection.words && this.hasWords) {
                Object.assign(this.state, selection)
                this.untouch('id')
                this.draw()
            }
            this.pick(false)
            this.focus()
            return this.propose()
        }
        await this.begin(fresh('footnote', selection))
        return this.propose()
    }

    // Opens for an entry that is in the file, as the server describes it.
    async edit(entry) {
        await this.begin(fresh(entry.kind.name, { edited: entry, values: { ...entry.values },
            words: entry.quote, before: entry.prefix, after: entry.suffix }))
    }

    async begin(state) {
        this.offer = await ask('/preview/form')
        if (!this.isOpen) this.before = document.activeElement
        this.shown(true)
        this.state = { ...fresh('footnote'), ...state }
        this.draw()
        this.focus()
    }

    keep() { draft.set(this.state) }

    // Goes back to the entry for which this one is written, or closes.
    close() {
        const parent = this.state?.parent
        if (parent) {
            this.state = parent
            this.draw()
            return this.focus('f-cite-0')
        }
        this.panel?.remove()
        this.panel = null
        this.pick(false)
        draft.drop()
        this.shown(false)
        this.before?.focus?.({ preventScroll: true })
    }

    get kind() {
        const { edited, kind } = this.state
        return edited?.kind ?? this.offer.kinds.find(item => item.name === kind)
    }

    // Whether the words are a field: those that a term or a name was made of are no longer.
    get hasWords() {
        return this.kind.words === 'quote' || Boolean(this.kind.words && !this.state.edited)
    }

    // ── drawing ─────────────────────────────────────────────────────────────────────────────

    get title() {
        const { edited, parent } = this.state
        return edited ? `Change ${edited.title}` : parent ? `New ${this.kind.label.toLowerCase()}`
            : 'Annotate'
    }

    draw() {
        const { kind, state } = this
        const open = [], more = []
        const usual = ['forms', 'container-title', 'issued', 'URL', 'label']
        for (const given of kind.fields) {
            // Without words of the text the server makes the id of the other fields.
            const named = given.key === 'id' && !kind.words && !state.edited
            const field = named ? { ...given, required: false } : given
            const made = control(field, key => state.values[key],
                (key, value) => this.type(key, value))
            const first = field.required || field.long || isAuthors(field)
            ;(first || usual.includes(field.key) ? open : more).push(made)
        }
        const panel = el('form', { class: 'panel form', 'aria-label': this.title, novalidate: true,
            onsubmit: event => { event.preventDefault(); this.submit() },
            onkeydown: event => this.key(event) },
        el('div', { class: 'head' }, el('h2', {}, this.title),
            el('button', { type: 'button', class: 'plain', onclick: () => this.close(),
                'aria-label': state.parent ? 'Back to the note' : 'Close and throw away' }, '×')),
        el('div', { class: 'fields', tabindex: '-1' },
            el('div', { class: 'general', role: 'alert', tabindex: '-1' }),
            state.edited ? this.place() : null,
            this.words(), state.edited || state.parent ? null : this.kinds(),
            ...open, kind.cites ? this.sources() : null,
            more.length ? el('details', { open: state.more || null,
                ontoggle: event => { state.more = event.target.open } },
            el('summary', {}, 'More fields'), ...more) : null),
        el('div', { class: 'foot' },
            el('button', { type: 'submit', class: 'primary' },
                state.edited ? 'Save' : 'Add to the annotations'),
            state.edited ? el('button', { type: 'button', class: 'second',
                onclick: () => this.remove() }, 'Delete') : null,
            el('span', { class: 'tip' }, 'Ctrl+Enter')))
        this.panel ? this.panel.replaceWith(panel) : this.root.append(panel)
        this.panel = panel
        this.keep()
    }

    place() {
        const { place, link } = this.state.edited
        return el('p', { class: 'place-line' },
            link ? el('a', { href: link }, `Open ${place} in the editor`) : place)
    }

    words() {
        const { state } = this
        if (!this.hasWords) return null
        const help = state.edited
            ? 'Select others in the text, or type them: the entry moves there.'
            : 'They must stand in the text as they are.'
        return wrap('quote', 'Words of the text', help,
            el('textarea', { id: 'words', rows: 2, value: state.words ?? '',
                oninput: event => this.typeWords(event.target.value) }),
            el('button', { type: 'button', class: 'second choose', onclick: () => this.pick(true) },
                'Choose in the text'))
    }

    kinds() {
        return wrap('kind', 'Kind', '', el('select', { id: 'f-kind',
            onchange: event => this.choose(event.target.value) },
        ...this.offer.kinds.map(item => el('option', { value: item.name,
            selected: item.name === this.kind.name }, item.label))))
    }

    sources() {
        this.state.cite = this.state.cite.filter(Boolean)
        const beside = (kind, label) => el('button', { type: 'button', class: 'second',
            onclick: () => this.within(kind) }, label)
        return el('div', { class: 'field', 'data-field': 'cite', role: 'group',
            'aria-label': 'Sources' }, el('span', { class: 'label' }, 'Sources'),
        ...sources(this.state.cite, this.offer.sources, () => this.keep()),
        el('p', { class: 'help' }, 'Cited at the end. Type a part of the title or of the name.'),
        el('p', { class: 'error', role: 'alert', hidden: true }),
        this.state.parent ? null : el('div', { class: 'beside' },
            beside('source', 'New source'), beside('event', 'New event')))
    }

    focus(id = '') {
        const find = name => this.panel.querySelector(name)
        const body = find('textarea[data-body]')
        const words = find('#words')
        const first = (id && find(`[id="${id}"]`)) || (words && !words.value ? words : null)
            || (this.state.parent ? find('input, textarea') : body) || find('input, textarea')
        first?.focus()
    }

    // Puts the form aside while words are chosen in the text, or back.
    pick(aside) {
        this.aside?.remove()
        this.aside = null
        if (this.panel) this.panel.hidden = aside
        if (!aside) return
        this.aside = el('div', { class: 'aside', role: 'status' },
            el('span', {}, 'Select words in the text, and press Annotate (key: a).'),
            el('button', { type: 'button', class: 'second', onclick: () => {
                this.pick(false)
                this.focus('words')
            } }, 'Back to the form'))
        this.root.append(this.aside)
        this.aside.querySelector('button').focus()
    }

    // ── typing ──────────────────────────────────────────────────────────────────────────────

    type(key, value) {
        this.state.values[key] = value
        if (!this.state.touched.includes(key)) this.state.touched.push(key)
        this.keep()
    }

    untouch(key) { this.state.touched = this.state.touched.filter(item => item !== key) }

    typeWords(value) {
        Object.assign(this.state, { words: value, before: '', after: '' })
        this.keep()
        clearTimeout(this.timer)
        this.timer = setTimeout(() => this.propose(), 250)
    }

    choose(kind) {
        this.state.kind = kind
        this.untouch('id')
        this.draw()
        this.panel.querySelector('#f-kind').focus()
        this.propose()
    }

    // A source or an event that is written while another entry is.
    within(kind) {
        this.state = fresh(kind, { parent: this.state })
        this.draw()
        this.focus()
    }

    key(event) {
        if (event.key === 'Escape') event.stopPropagation(), this.panel.querySelector('.plain').focus()
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault()
            this.submit()
        }
    }

    async propose() {
        const { kind, words, edited } = this.state
        if (edited || !this.hasWords) return
        const { values } = await send('/preview/propose', { kind, words: words ?? '' })
            .catch(() => ({}))
        if (!values || !this.isOpen || kind !== this.state.kind || this.state.edited) return
        for (const [key, value] of Object.entries(values)) {
            if (this.state.touched.includes(key)) continue
            this.state.values[key] = Array.isArray(value) ? value.join('\n') : String(value)
            const input = this.panel.querySelector(`[id="f-${key}"]`)
            if (input) input.value = this.state.values[key]
        }
        this.keep()
    }

    // ── sending ─────────────────────────────────────────────────────────────────────────────

    // The values of the fields as they are sent; of an entry that is there only what is new.
    collected() {
        const { state, kind } = this
        const { edited } = state
        const values = {}
        const moved = edited && this.hasWords && (state.words !== edited.quote
            || state.before !== edited.prefix || state.after !== edited.suffix)
        if (edited ? moved : this.hasWords) Object.assign(values, { quote: state.words ?? '',
            ...state.before && { prefix: state.before }, ...state.after && { suffix: state.after } })
        for (const field of flat(kind.fields)) {
            const value = (state.values[field.key] ?? '').trim()
            const old = (edited?.values[field.key] ?? '').trim()
            if (edited ? value === old : !value) continue
            values[field.key] = isLines(field)
                ? value.split('\n').map(line => line.trim()).filter(Boolean) : value
        }
        const cite = state.cite.map(id => id.trim()).filter(Boolean)
        if (kind.cites && cite.length) values.cite = cite
        return values
    }

    submit() {
        const { edited, kind } = this.state
        const values = this.collected()
        if (!edited) return this.send('/preview/add', { kind, values })
        if (Object.keys(values).length) return this.send('/preview/change', { ...this.which(), values })
        this.clear()
        this.complain([{ field: '', message: 'Nothing has been changed.' }])
    }

    remove() { return this.send('/preview/delete', this.which()) }

    which() {
        const { group, id, file, line, digest } = this.state.edited
        return { group, id, file, line, digest }
    }

    async send(address, given) {
        const buttons = [...this.panel.querySelectorAll('.foot button')]
        if (buttons[0].disabled) return
        buttons.forEach(button => { button.disabled = true })
        this.clear()
        try {
            const answer = await send(address, given)
            if (answer.problems) return this.complain(answer.problems)
            if (answer.error) return this.complain([{ field: '', message: answer.error }])
            await this.written(answer)
        } catch (error) {
            // What the browser cannot send at all is a TypeError (Fetch Standard, 5.6).
            const stopped = error instanceof TypeError
            this.complain([{ field: '', message: stopped ? STOPPED : 'It could not be sent.',
                hint: stopped ? START : error.message }])
        } finally {
            buttons.forEach(button => { button.disabled = false })
        }
    }

    async written(answer) {
        const { parent, kind } = this.state
        if (parent && kind === 'source') parent.cite = [...parent.cite.filter(Boolean), answer.id]
        if (parent) this.offer = await ask('/preview/form').catch(() => this.offer)
        this.close()
        this.done(answer, Boolean(parent))
    }

    clear() {
        this.panel.querySelector('.general').replaceChildren()
        for (const error of this.panel.querySelectorAll('.error')) error.hidden = true
        for (const input of this.panel.querySelectorAll('[aria-invalid]'))
            input.removeAttribute('aria-invalid')
    }

    // Shows every problem: at its field, or above all fields where none is to blame.
    complain(problems) {
        const general = this.panel.querySelector('.general')
        for (const problem of problems) {
            const field = fieldOf(this.panel, problem.field)
            const error = field?.querySelector(':scope > .error')
            const words = [el('b', {}, problem.message), problem.hint ? `\n${problem.hint}` : null]
                .filter(Boolean)
            if (!error) {
                const at = problem.place ? ` ${problem.place}` : ''
                const key = problem.field ? ` (${problem.field})` : ''
                general.append(el('p', {}, ...words, at, key))
                continue
            }
            error.closest('details')?.setAttribute('open', '')
            if (error.hidden) error.replaceChildren(...words)
            else error.append('\n', ...words)
            error.hidden = false
            field.querySelector('input, textarea, select').setAttribute('aria-invalid', 'true')
        }
        const wrong = general.childElementCount ? general : this.panel.querySelector('[aria-invalid]')
        wrong?.scrollIntoView({ block: 'nearest' })
        wrong?.focus()
    }
}
