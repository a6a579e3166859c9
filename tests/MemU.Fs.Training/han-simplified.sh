#!/usr/bin/env bash
# Makes src/MemU.Fs/Index/Embedded/Languages/han-simplified.txt: a line of characters, and below each the simplified one. Needs opencc (Debian: opencc).
set -euo pipefail
cd "$(dirname "$0")/../.."
python3 - <<'PYTHON'
import subprocess
characters = [chr(c) for span in ((0x3400, 0x4dc0), (0x4e00, 0xa000)) for c in range(*span)]
def convert(how, text):
    return subprocess.run(['opencc', '-c', how], input='\n'.join(text) + '\n', capture_output=True, text=True, check=True).stdout.split('\n')[:len(text)]
plain = convert('t2s', characters)
written = {s for c, s in zip(characters, plain) if s != c}  # what Chinese itself writes keeps its own meaning, whatever it stands for in Japan
traditional = [t if len(t) == 1 and c not in written else c for c, t in zip(characters, convert('jp2t', characters))]
pairs = {c: s for c, s in zip(characters, convert('t2s', traditional)) if c != s and len(s) == 1 and ord(s) <= 0xffff}
pairs = {c: pairs.get(s, s) for c, s in pairs.items()}
pairs = {c: s for c, s in pairs.items() if c != s}
assert not any(s in pairs for s in pairs.values())  # folding twice must change nothing
with open('src/MemU.Fs/Index/Embedded/Languages/han-simplified.txt', 'w', encoding='utf-8') as file:
    file.write(''.join(pairs) + '\n' + ''.join(pairs.values()) + '\n')
PYTHON
