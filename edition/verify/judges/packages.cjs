// Preloaded into each judge: `node --require packages.cjs JUDGE`.
//
// Node looks for a package in `node_modules` beside the module that asks for it, and in those of
// all folders above. Above the judges lies the folder of an edition, whose files are data: for a
// package that a judge would use if it were there (ws asks for `bufferutil`), one that somebody
// put there would be run. So packages are found beside the judges, and not above them.
const fs = require('node:fs')
const Module = require('node:module')
const path = require('node:path')
const { fileURLToPath } = require('node:url')

const JUDGES = [__dirname, path.dirname(real(path.join(__dirname, 'node_modules')))]

function real(folder) {
    try {
        return fs.realpathSync(folder)
    } catch {
        return folder
    }
}

function isOurs(file) {
    return JUDGES.some(folder => file.startsWith(folder + path.sep))
}

// For `require`.
const folders = Module._nodeModulePaths
Module._nodeModulePaths = from => folders(from).filter(isOurs)
Module.globalPaths.length = 0

// For `import`; older ones of Node have no such hooks.
const isPackage = name => !/^([./\\#]|[a-z]:|[a-z-]+:)/i.test(name)
Module.registerHooks?.({
    resolve(name, context, next) {
        const found = next(name, context)
        if (!isPackage(name) || !found.url.startsWith('file:') || isOurs(fileURLToPath(found.url))) return found
        throw Object.assign(new Error(`Cannot find package '${name}'`), { code: 'ERR_MODULE_NOT_FOUND' })
    },
})
