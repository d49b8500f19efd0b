// SPDX-License-Identifier: GPL-3.0-or-later
// What an editor knows of a scene: asked of yaml-language-server as an editor asks.
//
//   node laws.mjs SERVER REMONTAGE ROOT
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

import {Server} from './server.mjs';

const [serverFile, remontage, root] = process.argv.slice(2);
const head = `# yaml-language-server: $schema=${path.join(root, 'docs/scene.schema.json')}\n`;
const layer = 'layers:\n  - picture: a.png\n    ';
const block = 'layers:\n  - fragments:\n      from: a.png\n      ';
const chain = `${layer}chain:\n      - `;
let documents = 0;
let failures = 0;

// '|' is where the cursor stands.
const offers = [
    ['the keys of a scene', '|', {size: 'size: ${1:1920x1080}', layers: 'layers:\n  - '}],
    ['the keys of a layer, begun', 'layers:\n  - |', {chain: 'chain:\n    - ', generate: 'generate: '}],
    ['effects in a chain, with their parameters', `${chain}|`,
        {posterize: 'posterize:\n    levels: ${1:5}', multiply: 'multiply:\n    layer: '}],
    ['effects after their first letters', `${chain}kal|`, {kaleidoscope: 'sides: ${1:6}'}],
    ['effects in a list on one line', `${layer}chain: [ka|]`, {kaleidoscope: ''}],
    ['parameters of an effect', `${chain}kaleidoscope:\n          |`, {sides: 'sides: ${1:6}', zoom: ''}],
    ['parameters in braces', `${chain}kaleidoscope: {sides: 6, an|}`, {angle: 'angle'}],
    ['colours by name', `${chain}duotone: {ink: |}`, {rebeccapurple: 'rebeccapurple'}],
    ['the words of a menu', `${chain}rotate: {edge: |}`, {mirror: 'mirror'}],
    ['blends', `${layer}blend: |`, {multiply: 'multiply'}],
    ['generators', 'layers:\n  - generate: |', {noise: 'noise'}],
    ['ways to fit', `${layer}fit: |`, {contain: 'contain'}],
    ['cuts', `${block}cut: |`, {voronoi: 'voronoi'}],
    ['arranges', `${block}arrange: |`, {scatter: 'scatter'}],
    ['arranges in a list', `${block}arrange:\n        - |`, {shuffle: 'shuffle'}],
    ['parameters of a cut', `${block}cut: {grid: {co|}}`, {count: 'count'}],
    ['the parts of a border', `${block}border: {wi|}`, {width: 'width'}],
];

const explains = [
    ['an effect', `${chain}kaleid|oscope: {sides: 6}`, 'Mirrors around a centre.'],
    ['an effect by its name alone', `${chain}kaleid|oscope`, 'Mirrors around a centre.'],
    ['a parameter, its range and default', `${chain}kaleidoscope: {si|des: 8}`,
        /mirrored pairs.*2 to 100; 6 if left out/],
    ['a blend', `${layer}blend: mul|tiply`, 'two slides on one light table'],
    ['a generator', 'layers:\n  - generate: no|ise', 'Clouds'],
    ['a cut', `${block}cut: gr|id`, 'equal fragments'],
    ['a part of a shadow', `${block}shadow: {bl|ur: 0.1}`, "soft the shadow's edge"],
    ['a key of a layer', `${layer}opa|city: 0.5`, '0 is invisible, 1 covers'],
    ['a key of a scene', 'bp|m: 90', 'beats a minute'],
];

// The mistake stands where '|' is.
const flags = [
    ['an unknown effect', `${chain}|kaleidoscop: {sides: 6}`, 'kaleidoscope'],
    ['an unknown parameter', `${chain}kaleidoscope: {|side: 6}`, 'side is not allowed'],
    ['a number out of range', `${chain}kaleidoscope: {sides: |600}`, 'maximum of 100'],
    ['a list for a number', `${chain}kaleidoscope: {sides: |[1, 2]}`, 'number, string'],
    ['a colour of two parts', `${chain}duotone: {ink: |[0.1, 0.2]}`, ''],
    ['a picture that is missing', `${chain}|dissolve: {progress: 0.5}`, ''],
    ['an unknown blend', `${layer}blend: |mutliply`, 'multiply'],
    ['an unknown generator', 'layers:\n  - generate: |nois', 'noise'],
    ['an unknown cut', `${block}cut: |voronoy`, 'voronoi'],
    ['an unknown arrange', `${block}arrange: |scater`, 'scatter'],
    ['an unknown key of fragments', `${block}|count: 3`, 'count is not allowed'],
    ['too many moments', `${block}moments: |1000`, 'maximum of 64'],
    ['an unknown way to fit', `${layer}fit: |covr`, 'cover'],
    ['an unknown key of a layer', 'layers:\n  - |pictur: a.png', 'pictur is not allowed'],
    ['an unknown key of a scene', '|layer: []', 'layer is not allowed'],
];

const accepts = [
    ['an expression', `${chain}kaleidoscope: {sides: 6, angle: time * 9}`],
    ['a unit', `${chain}blur: {radius: 12 px}`],
    ['a chain by name', `chains: {print: [posterize, halftone]}\n${chain}print`],
    ['effects by file', `${chain}./mine.fs\n      - more/other.fs: {amount: 1}`],
    ['an effect without its parameters', `${chain}invert:`],
    ['a blend with parameters', `${layer}blend: {multiply: {}}`],
];

function law(sentence, holds, found) {
    if (holds) return;
    failures++;
    console.log(`${sentence}: ${JSON.stringify(found)}`);
}

function open(marked) {
    const at = marked.indexOf('|');
    const lines = (head + marked.slice(0, Math.max(at, 0))).split('\n');
    const position = {line: lines.length - 1, character: lines.at(-1).length};
    const text = head + (at < 0 ? marked : marked.slice(0, at) + marked.slice(at + 1));
    return [server.open(`law-${++documents}.yaml`, text), position];
}

async function offering() {
    for (const [what, marked, wanted] of offers) {
        const [document, position] = open(marked);
        await document.mistakes;
        const items = await server.complete(document, position);
        for (const [label, text] of Object.entries(wanted)) {
            const item = items.get(label);
            const inserted = item?.textEdit?.newText ?? item?.insertText;
            law(`offers ${what}: ${label}`, inserted?.includes(text), inserted ?? [...items.keys()]);
        }
    }
}

async function explaining() {
    for (const [what, marked, wanted] of explains) {
        const [document, position] = open(marked);
        await document.mistakes;
        const text = await server.hover(document, position);
        const said = wanted instanceof RegExp ? wanted.test(text) : text.includes(wanted);
        law(`explains ${what}`, said && text.split('\n').length < 6, text);
    }
}

async function flagging() {
    for (const [what, marked, wanted] of flags) {
        const [document, position] = open(marked);
        const mistakes = await document.mistakes;
        const there = mistakes.some(({message, range}) => message.includes(wanted) &&
            range.start.line === position.line && range.start.character === position.character);
        law(`flags ${what}`, there, mistakes);
    }
    for (const [what, text] of accepts) {
        const mistakes = await open(text)[0].mistakes;
        law(`accepts ${what}`, mistakes.length === 0, mistakes);
    }
}

// As it stands in its folder, by its own modeline.
async function whole(file, sentence) {
    const document = server.open(file, fs.readFileSync(file, 'utf8'));
    const mistakes = await document.mistakes;
    law(`${sentence} has no mistake`, mistakes.length === 0, mistakes);
    const spoiled = server.open(`${file}.spoiled.yaml`, `${document.text}\nlayer: []\n`);
    law(`${sentence} has a schema`, (await spoiled.mistakes).length === 1, head);
}

async function scenes() {
    const folder = path.join(root, 'scenes');
    for (const name of fs.readdirSync(folder).filter((name) => name.endsWith('.yaml')))
        await whole(path.join(folder, name), `scenes/${name}`);
}

// Its modeline names the schema of the program that wrote it, wherever that is installed.
async function drafts() {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'remontage-new-'));
    const elsewhere = path.join(folder, '100 % elsewhere');
    fs.mkdirSync(path.join(elsewhere, 'docs'), {recursive: true});
    fs.copyFileSync(path.join(root, 'docs/scene.schema.json'), path.join(elsewhere, 'docs/scene.schema.json'));
    fs.symlinkSync(path.join(root, 'assets'), path.join(elsewhere, 'assets'));
    for (const [name, data] of [['mine', root], ['other', elsewhere]]) {
        const file = path.join(folder, `${name}.yaml`);
        execFileSync(remontage, ['new', file], {stdio: 'ignore', env: {...process.env, REMONTAGE_DATA: data}});
        await whole(file, `a new scene of a program in '${data}'`);
    }
    fs.rmSync(folder, {recursive: true});
}

const server = new Server(serverFile, path.dirname(fileURLToPath(import.meta.url)));
await server.begin();
await offering();
await explaining();
await flagging();
await scenes();
await drafts();
server.end();
console.log(failures ? `${failures} laws do not hold` : 'an editor knows the scene language');
process.exitCode = failures ? 1 : 0;
