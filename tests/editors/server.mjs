// SPDX-License-Identifier: GPL-3.0-or-later
// A yaml-language-server of the test's own, spoken to over its standard streams as an editor does.
//
// In:  the server's file, a folder that the documents stand in. Out: its answers.
import {spawn} from 'node:child_process';
import {pathToFileURL} from 'node:url';
import path from 'node:path';

const PATIENCE_MS = 20000;

export class Server {
    constructor(file, folder) {
        this.folder = folder;
        this.child = spawn(process.execPath, [file, '--stdio'], {stdio: ['pipe', 'pipe', 'inherit']});
        this.child.stdout.on('data', (data) => this.#take(data));
        this.rest = Buffer.alloc(0);
        this.waiting = new Map();   // by the number of a question
        this.published = new Map(); // by a document: who waits for its mistakes
        this.version = 0;
    }

    async begin() {
        const root = pathToFileURL(this.folder).href;
        await this.#ask('initialize', {
            processId: process.pid,
            rootUri: root,
            capabilities: {
                textDocument: {
                    completion: {completionItem: {snippetSupport: true}},
                    hover: {contentFormat: ['markdown', 'plaintext']},
                },
                workspace: {configuration: true},
            },
            workspaceFolders: [{uri: root, name: 'scenes'}],
        });
        this.#tell('initialized', {});
    }

    end() {
        this.child.kill();
    }

    // Opens `text` as NAME in the folder; its mistakes, as they come.
    open(name, text) {
        const uri = pathToFileURL(path.resolve(this.folder, name)).href;
        const mistakes = new Promise((resolve) => this.published.set(uri, resolve));
        this.#tell('textDocument/didOpen', {
            textDocument: {uri, languageId: 'yaml', version: ++this.version, text},
        });
        return {uri, text, mistakes: patience(mistakes, `mistakes of ${name}`)};
    }

    // What the server offers at a place of the text, by label.
    async complete(document, position) {
        const answer = await this.#ask('textDocument/completion', {
            textDocument: {uri: document.uri},
            position,
        });
        const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
        return new Map(items.map((item) => [item.label, item]));
    }

    // The text that appears under the pointer.
    async hover(document, position) {
        const answer = await this.#ask('textDocument/hover', {
            textDocument: {uri: document.uri},
            position,
        });
        const contents = answer?.contents ?? '';
        return typeof contents === 'string' ? contents : (contents.value ?? '');
    }

    #send(message) {
        const body = Buffer.from(JSON.stringify({jsonrpc: '2.0', ...message}));
        this.child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
        this.child.stdin.write(body);
    }

    #tell(method, params) {
        this.#send({method, params});
    }

    #ask(method, params) {
        const id = ++this.version;
        const answer = new Promise((resolve) => this.waiting.set(id, resolve));
        this.#send({id, method, params});
        return patience(answer, method);
    }

    #take(data) {
        this.rest = Buffer.concat([this.rest, data]);
        for (;;) {
            const end = this.rest.indexOf('\r\n\r\n');
            if (end < 0) return;
            const length = Number(/Content-Length: (\d+)/i.exec(this.rest.toString('latin1', 0, end))[1]);
            if (this.rest.length < end + 4 + length) return;
            const message = JSON.parse(this.rest.toString('utf8', end + 4, end + 4 + length));
            this.rest = this.rest.subarray(end + 4 + length);
            this.#hear(message);
        }
    }

    #hear(message) {
        if (message.method === 'textDocument/publishDiagnostics') {
            this.published.get(message.params.uri)?.(message.params.diagnostics);
        } else if (message.method && message.id !== undefined) {
            // Settings, which are an editor's usual ones, and permissions.
            const nothing = message.params?.items?.map((item) => settings(item.section)) ?? null;
            this.#send({id: message.id, result: nothing});
        } else if (message.id !== undefined) {
            if (message.error) throw new Error(message.error.message);
            this.waiting.get(message.id)?.(message.result);
        }
    }
}

// No schema from a network; the modeline says which one.
function settings(section) {
    if (section === 'yaml')
        return {validate: true, hover: true, completion: true, schemaStore: {enable: false}};
    return {};
}

function patience(promise, what) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`no answer: ${what}`)), PATIENCE_MS);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
