// The controls of the form: one for each field of a kind, with its help and its error.
import { el } from './dom.js'

const LABELS = { id: 'Name (id)', note: 'Note', definition: 'Definition', description: 'Description',
    term: 'Headword', name: 'Heading', forms: 'Forms', reading: 'Reading', reason: 'Reason',
    type: 'Type', title: 'Title', author: 'Authors', editor: 'Editors', date: 'Date',
    until: 'Until', label: 'Label on the timeline', event: 'What happened',
    'container-title': 'Part of', publisher: 'Publisher', 'publisher-place': 'Place',
    issued: 'Published', accessed: 'Accessed', URL: 'Address', series: 'Series',
    at: 'Start or end', status: 'Status', todo: 'To do', 'reviewed-by': 'Reviewed by' }

// Whether a field holds the authors of a source: an entry's own author is one, by initials.
export const isAuthors = field => field.key === 'author' && field.list
const labelOf = field => field.key === 'author' && !isAuthors(field) ? 'Written by'
    : LABELS[field.key] ?? field.key[0].toUpperCase() + field.key.slice(1).replaceAll('-', ' ')

export const isLines = field => field.list && field.type !== 'list of numbers'

// The fields with those of groups, each with its key as it is sent.
export const flat = (fields, prefix = '') => fields.flatMap(field => field.fields.length
    ? flat(field.fields, `${prefix}${field.key}.`) : [{ ...field, key: prefix + field.key }])

export function wrap(key, label, help, control, ...more) {
    const id = control.id || `f-${key}`
    control.id = id
    control.setAttribute('aria-describedby', help ? `${id}-help ${id}-error` : `${id}-error`)
    return el('div', { class: 'field', 'data-field': key },
        el('label', { htmlFor: id }, label), control, ...more,
        help ? el('p', { class: 'help', id: `${id}-help` }, help) : null,
        el('p', { class: 'error', id: `${id}-error`, role: 'alert', hidden: true }))
}

// The control of a field; `value(key)` is what it holds, `type(key, text)` hears of every change.
export function control(field, value, type, prefix = '') {
    const key = prefix + field.key
    if (field.fields.length) return el('fieldset', { 'data-field': key },
        el('legend', {}, labelOf(field)),
        ...field.fields.map(inner => control(inner, value, type, `${key}.`)),
        el('p', { class: 'error', role: 'alert', hidden: true }))
    const label = labelOf(field) + (field.required ? '' : ' (optional)')
    const values = { value: value(key) ?? '', placeholder: field.example,
        'aria-required': field.required || null, oninput: event => type(key, event.target.value) }
    let made
    if (field.choices.length) made = el('select', values, el('option', { value: '' }, '—'),
        ...field.choices.map(item => el('option', { value: item,
            selected: item === values.value || null }, item)))
    else if (field.long) made = el('textarea', { ...values, rows: 6, 'data-body': true,
        placeholder: '', spellcheck: 'true' })
    else if (isLines(field)) made = el('textarea', { ...values, rows: 2 })
    else made = el('input', { ...values, type: 'text', autocomplete: 'off', spellcheck: 'false' })
    return wrap(key, label, field.help + (isLines(field) ? ' One on each line.' : ''), made)
}

// Rows for the sources to cite, of which there is always an empty one; `change()` hears of it.
export function sources(cited, known, change) {
    const rows = el('div', { class: 'rows' })
    const add = (value, k) => rows.append(el('input', { type: 'text', list: 'sources', value,
        id: `f-cite-${k}`, 'aria-label': `Source ${k + 1}`, autocomplete: 'off', spellcheck: 'false',
        oninput: event => {
            cited[k] = event.target.value
            if (event.target.value && k === rows.children.length - 1) add('', k + 1)
            change()
        } }))
    ;[...cited, ''].forEach(add)
    return [rows, el('datalist', { id: 'sources' }, ...known.map(source =>
        el('option', { value: source.id }, source.title)))]
}

// Where a problem of `key` is shown: its field, that of the group it is in, or none.
export function fieldOf(panel, key) {
    const names = { prefix: 'quote', suffix: 'quote' }
    const all = [...panel.querySelectorAll('[data-field]')]
    const named = name => all.find(item => item.dataset.field === name)
    if (!key) return null
    return named(key) ?? named(names[key] ?? key.split('.')[0]) ?? null
}
