// Small helpers. Whatever comes from the edition becomes text nodes, never markup.

const styles = new CSSStyleSheet()
export const ready = fetch('/preview/bar.css').then(answer => answer.text())
    .then(text => styles.replace(text))

// An element: `values` are properties, `on…` listeners, or attributes; children are text or nodes.
export function el(tag, values = {}, ...children) {
    const element = document.createElement(tag)
    for (const [name, value] of Object.entries(values)) {
        if (value === undefined || value === null || value === false) continue
        if (name.startsWith('on')) element.addEventListener(name.slice(2), value)
        else if (name === 'class') element.className = value
        else if (['value', 'textContent', 'checked', 'htmlFor'].includes(name)) element[name] = value
        else element.setAttribute(name, value === true ? '' : value)
    }
    element.append(...children.filter(child => child !== null && child !== undefined))
    return element
}

// An element of the preview's own in the page, walled off from the styles of the edition.
export function island(kind, ...children) {
    const host = el('div', { 'data-preview': kind })
    const root = host.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [styles]
    root.append(...children)
    return host
}

export const name = () => decodeURIComponent(location.pathname.slice(1))

const meta = key => document.querySelector(`meta[name="${key}"]`)
export const read = key => meta(key)?.content ?? ''
export function write(key, value) {
    if (meta(key)) meta(key).content = value
}

export async function ask(address) {
    const answer = await fetch(address)
    if (!answer.ok) throw new Error(await answer.text())
    return answer.json()
}

export async function send(address, values) {
    const answer = await fetch(address, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Preview-Token': read('preview-token') },
        body: JSON.stringify(values),
    })
    const kind = answer.headers.get('Content-Type') ?? ''
    if (!kind.startsWith('application/json')) throw new Error(await answer.text())
    return answer.json()
}

export const plural = (number, word) => `${number} ${word}${number === 1 ? '' : 's'}`
