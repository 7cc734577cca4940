// The form that writes an entry. What is typed is kept until it is written or thrown away, over
// errors, reloads and a restart of the server.
import { ask, el, send } from './dom.js'

const KEPT = 'edition-preview-draft'
const LABELS = { id: 'Name (id)', note: 'Note', definition: 'Definition', description: 'Description',
    term: 'Headword', name: 'Heading', forms: 'Forms', reading: 'Reading', reason: 'Reason' }

const draft = {
    get: () => { try { return JSON.parse(sessionStorage.getItem(KEPT)) } catch { return null } },
    set: value => sessionStorage.setItem(KEPT, JSON.stringify(value)),
    drop: () => sessionStorage.removeItem(KEPT),
}

export class Form {
    // `done(answer)` is called when an entry has been written, `shown(true)` and `shown(false)`
    // when the form opens and closes.
    constructor(root, done, shown) {
        this.root = root
        this.done = done
        this.shown = shown
        this.state = null
        this.touched = new Set()
        this.before = null
    }

    async restore() {
        const kept = draft.get()
        if (kept) await this.open(null, kept)
    }

    get isOpen() { return Boolean(this.panel) }

    async open(selection, kept = null) {
        this.shown(true)
        if (this.isOpen && selection) {
            this.state = { ...this.state, ...selection }
            this.touched.delete('id')
            this.draw()
            return this.propose()
        }
        this.offer = await ask('/preview/form')
        this.before = document.activeElement
        this.state = kept ?? { kind: 'footnote', values: {}, cite: [], ...selection }
        this.touched = new Set(this.state.touched ?? [])
        this.draw()
        if (!kept) await this.propose()
        const words = this.panel.querySelector('#words')
        const first = words.value ? this.panel.querySelector('textarea[data-body]') : words
        ;(first ?? words).focus()
    }

    keep() { draft.set({ ...this.state, touched: [...this.touched] }) }

    close() {
        this.panel?.remove()
        this.panel = null
        draft.drop()
        this.shown(false)
        this.before?.focus?.({ preventScroll: true })
    }

    get kind() { return this.offer.kinds.find(kind => kind.name === this.state.kind) }

    // ── drawing ─────────────────────────────────────────────────────────────────────────────

    draw() {
        const kind = this.kind
        const fields = kind.fields.map(field => this.field(field))
        const open = [], more = []
        kind.fields.forEach((field, k) => {
            const shown = field.required || field.long || field.key === 'forms'
            ;(shown ? open : more).push(fields[k])
        })
        const panel = el('form', { class: 'panel form', 'aria-label': 'Annotate', novalidate: true,
            onsubmit: event => { event.preventDefault(); this.submit() },
            onkeydown: event => this.key(event) },
        el('div', { class: 'head' }, el('h2', {}, 'Annotate'),
            el('button', { type: 'button', class: 'plain', 'aria-label': 'Close and throw away',
                onclick: () => this.close() }, '×')),
        el('div', { class: 'fields' },
            el('div', { class: 'general', role: 'alert' }),
            this.wrap('quote', 'Words of the text', 'They must stand in the text as they are.',
                el('textarea', { id: 'words', rows: 2, value: this.state.words ?? '',
                    oninput: event => this.words(event.target.value) })),
            this.wrap('kind', 'Kind', '', el('select', { id: 'f-kind',
                onchange: event => this.choose(event.target.value) },
            ...this.offer.kinds.map(item => el('option', { value: item.name,
                selected: item.name === kind.name }, item.label)))),
            ...open, kind.cites ? this.sources() : null,
            more.length ? el('details', { open: this.state.more || null,
                ontoggle: event => { this.state.more = event.target.open } },
            el('summary', {}, 'More fields'), ...more) : null),
        el('div', { class: 'foot' },
            el('button', { type: 'submit', class: 'primary' }, 'Add to annotations.yaml'),
            el('span', { class: 'tip' }, 'Ctrl+Enter')))
        this.panel ? this.panel.replaceWith(panel) : this.root.append(panel)
        this.panel = panel
        this.keep()
    }

    wrap(key, label, help, control) {
        const id = control.id || `f-${key}`
        control.id = id
        control.setAttribute('aria-describedby', `${id}-help ${id}-error`)
        return el('div', { class: 'field', 'data-field': key },
            el('label', { htmlFor: id }, label), control,
            help ? el('p', { class: 'help', id: `${id}-help` }, help) : null,
            el('p', { class: 'error', id: `${id}-error`, role: 'alert', hidden: true }))
    }

    field(field, prefix = '') {
        const key = prefix + field.key
        if (field.fields.length) return el('fieldset', { 'data-field': key },
            el('legend', {}, LABELS[field.key] ?? field.key),
            ...field.fields.map(inner => this.field(inner, `${key}.`)))
        const label = (LABELS[field.key] ?? field.key) + (field.required ? '' : ' (optional)')
        const values = { value: this.state.values[key] ?? '', placeholder: field.example,
            'aria-required': field.required || null,
            oninput: event => this.type(key, event.target.value) }
        let control
        if (field.choices.length) control = el('select', values, el('option', { value: '' }, '—'),
            ...field.choices.map(item => el('option', { value: item,
                selected: item === values.value || null }, item)))
        else if (field.long) control = el('textarea', { ...values, rows: 6, 'data-body': true,
            placeholder: '', spellcheck: 'true' })
        else if (this.isLines(field)) control = el('textarea', { ...values, rows: 2 })
        else control = el('input', { ...values, type: 'text', autocomplete: 'off',
            spellcheck: 'false' })
        const help = field.help + (this.isLines(field) ? ' One on each line.' : '')
        return this.wrap(key, label, help, control)
    }

    isLines(field) { return field.list && field.type !== 'list of numbers' }

    sources() {
        const rows = el('div', { class: 'rows' })
        const add = (value, k) => rows.append(el('input', { type: 'text', list: 'sources', value,
            'aria-label': `Source ${k + 1}`, autocomplete: 'off', spellcheck: 'false',
            oninput: event => {
                this.state.cite[k] = event.target.value
                if (event.target.value && k === rows.children.length - 1) add('', k + 1)
                this.keep()
            } }))
        ;[...this.state.cite.filter(Boolean), ''].forEach(add)
        this.state.cite = this.state.cite.filter(Boolean)
        const known = el('datalist', { id: 'sources' }, ...this.offer.sources.map(source =>
            el('option', { value: source.id }, source.title)))
        return el('div', { class: 'field', 'data-field': 'cite', role: 'group',
            'aria-label': 'Sources' }, el('span', { class: 'label' }, 'Sources'), rows, known,
        el('p', { class: 'help' }, 'Cited at the end. Type a part of the title or of the name.'),
        el('p', { class: 'error', role: 'alert', hidden: true }))
    }

    // ── typing ──────────────────────────────────────────────────────────────────────────────

    type(key, value) {
        this.state.values[key] = value
        this.touched.add(key)
        this.keep()
    }

    words(value) {
        Object.assign(this.state, { words: value, before: '', after: '' })
        this.keep()
        clearTimeout(this.timer)
        this.timer = setTimeout(() => this.propose(), 250)
    }

    choose(kind) {
        this.state.kind = kind
        this.touched.delete('id')
        this.draw()
        this.panel.querySelector('#f-kind').focus()
        this.propose()
    }

    key(event) {
        if (event.key === 'Escape') event.stopPropagation(), this.panel.querySelector('.plain').focus()
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.submit()
    }

    async propose() {
        const { kind, words } = this.state
        const { values } = await send('/preview/propose', { kind, words: words ?? '' })
            .catch(() => ({}))
        if (!values || !this.isOpen || kind !== this.state.kind) return
        for (const [key, value] of Object.entries(values)) {
            if (this.touched.has(key)) continue
            this.state.values[key] = Array.isArray(value) ? value.join('\n') : String(value)
            const control = this.panel.querySelector(`[id="f-${key}"]`)
            if (control) control.value = this.state.values[key]
        }
        this.keep()
    }

    // ── sending ─────────────────────────────────────────────────────────────────────────────

    collected() {
        const values = { quote: this.state.words ?? '' }
        if (this.state.before) values.prefix = this.state.before
        if (this.state.after) values.suffix = this.state.after
        const add = (field, prefix) => {
            const key = prefix + field.key
            if (field.fields.length) return field.fields.forEach(inner => add(inner, `${key}.`))
            const value = (this.state.values[key] ?? '').trim()
            if (value) values[key] = this.isLines(field)
                ? value.split('\n').map(line => line.trim()).filter(Boolean) : value
        }
        this.kind.fields.forEach(field => add(field, ''))
        const cite = this.state.cite.map(id => id.trim()).filter(Boolean)
        if (this.kind.cites && cite.length) values.cite = cite
        return values
    }

    async submit() {
        const button = this.panel.querySelector('[type="submit"]')
        if (button.disabled) return
        button.disabled = true
        this.clear()
        try {
            const answer = await send('/preview/add', { kind: this.state.kind,
                values: this.collected() })
            if (answer.problems) return this.complain(answer.problems)
            this.close()
            this.done(answer)
        } catch (error) {
            this.complain([{ field: '', message: 'It could not be sent.', hint: error.message }])
        } finally {
            button.disabled = false
        }
    }

    clear() {
        this.panel.querySelector('.general').replaceChildren()
        for (const error of this.panel.querySelectorAll('.error')) error.hidden = true
        for (const control of this.panel.querySelectorAll('[aria-invalid]'))
            control.removeAttribute('aria-invalid')
    }

    complain(problems) {
        for (const problem of problems) {
            const field = problem.field && [...this.panel.querySelectorAll('[data-field]')]
                .filter(item => problem.field.startsWith(item.dataset.field)).at(-1)
            const error = field?.querySelector('.error')
            const words = [el('b', {}, problem.message), problem.hint ? `\n${problem.hint}` : null]
            if (!error) {
                const at = problem.place ? ` ${problem.place}` : ''
                this.panel.querySelector('.general').append(el('p', {}, ...words.filter(Boolean), at))
                continue
            }
            error.closest('details')?.setAttribute('open', '')
            error.replaceChildren(...words.filter(Boolean))
            error.hidden = false
            field.querySelector('input, textarea, select').setAttribute('aria-invalid', 'true')
        }
        const wrong = this.panel.querySelector('[aria-invalid]')
        ;(wrong ?? this.panel.querySelector('.fields')).scrollIntoView({ block: 'nearest' })
        wrong?.focus()
    }
}
